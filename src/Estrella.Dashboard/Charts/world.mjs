// Writes world.json, the countries of the map: node world.mjs countries-110m.json codes.json > world.json
// The first is of the npm package world-atlas 2.0.2 (Natural Earth, public domain), the second of i18n-iso-countries (numbers of
// ISO 3166-1 and their letters). Run by hand when borders change; a build needs the .NET SDK alone.
import { readFileSync } from "node:fs";

const [world, codes] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, "utf8")));
const width = 2000;
const { scale: [sx, sy], translate: [tx, ty] } = world.transform;
const letters = new Map(codes.map(([two, , number]) => [number, two]));

// Equal Earth (Savric, Patterson, Jenny 2018): no country looks larger than it is.
const project = ([longitude, latitude]) => {
  const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
  const t = Math.asin(Math.sqrt(3) / 2 * Math.sin(latitude * Math.PI / 180));
  const [t2, t6] = [t * t, t ** 6];
  return [
    longitude * Math.PI / 180 * Math.cos(t) / (Math.sqrt(3) / 2 * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2))),
    t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2)),
  ];
};
const [right] = project([180, 0]);
const [, top] = project([0, 84]);
const [, bottom] = project([0, -57]);
const place = point => { const [x, y] = project(point); return [(x + right) / (2 * right) * width, (top - y) / (2 * right) * width]; };

// A border is thinned once, so that both its countries still share it.
const thin = (points, tolerance) => {
  if (points.length < 3) return points;
  const [[x1, y1], [x2, y2]] = [points[0], points.at(-1)].map(place);
  const length = Math.hypot(x2 - x1, y2 - y1);
  const off = points.map(place).map(([x, y]) => length === 0 ? Math.hypot(x - x1, y - y1) : Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length);
  const at = off.indexOf(Math.max(...off));
  return off[at] <= tolerance ? [points[0], points.at(-1)] : [...thin(points.slice(0, at + 1), tolerance).slice(0, -1), ...thin(points.slice(at), tolerance)];
};
const arcs = world.arcs.map(arc => {
  let [x, y] = [0, 0];
  return thin(arc.map(([dx, dy]) => [(x += dx) * sx + tx, (y += dy) * sy + ty]), 0.6);
});
// What crosses the 180th meridian goes on behind it, where most of it lies.
const whole = points => {
  let turn = 0;
  const all = points.map(([x, y], at) => { if (at > 0) turn -= 360 * Math.round((x - points[at - 1][0]) / 360); return [x + turn, y]; });
  const back = 360 * Math.round(all.reduce((sum, [x]) => sum + x, 0) / all.length / 360);
  return all.map(([x, y]) => [x - back, y]);
};
const ring = numbers => whole(numbers.flatMap(at => at < 0 ? arcs[~at].toReversed() : arcs[at])).map(point => place(point).map(Math.round))
  .filter((point, at, all) => at === 0 || point[0] !== all[at - 1][0] || point[1] !== all[at - 1][1]);
const size = points => Math.abs(points.reduce((sum, [x, y], at) => { const [nx, ny] = points[(at + 1) % points.length]; return sum + x * ny - nx * y; }, 0)) / 2;
const drawn = points => points.slice(1).reduce((text, [x, y], at) => `${text}l${x - points[at][0]},${y - points[at][1]}`, `M${points[0]}`) + "z";

// Two lands have no code of their own in ISO 3166-1.
const own = { "Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO" };
const countries = new Map();
for (const land of world.objects.countries.geometries) {
  const code = own[land.properties.name] ?? letters.get(land.id);
  if (code === "AQ") continue;
  const rings = (land.type === "Polygon" ? [land.arcs] : land.arcs).flat().map(ring).filter(points => points.length > 2 && size(points) > 0);
  countries.set(code, [...countries.get(code) ?? [], ...rings]);
}
const rows = [...countries].sort(([one], [other]) => one < other ? -1 : 1).map(([code, rings]) => {
  // The box of its largest land: France is looked for in Europe.
  const main = rings.reduce((one, other) => size(other) > size(one) ? other : one);
  const [xs, ys] = [main.map(point => point[0]), main.map(point => point[1])];
  return JSON.stringify({ code, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], path: rings.map(drawn).join("") });
});
console.log(`[\n${rows.join(",\n")}\n]`);
