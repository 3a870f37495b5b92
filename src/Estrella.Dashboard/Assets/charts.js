"use strict";
// Draws what the page says in its data elements. Without this script every figure stands in the tables.
(() => {
  const root = document.documentElement;
  const words = root.dataset;
  const charts = new Map();
  const css = name => getComputedStyle(root).getPropertyValue(name).trim();

  const grouped = (value, decimals) => {
    const [whole, rest] = Math.abs(value).toFixed(decimals).split(".");
    const text = whole.replace(/\B(?=(\d{3})+(?!\d))/g, words.group) + (rest ? words.decimal + rest : "");
    return (value < 0 && Number(value.toFixed(decimals)) !== 0 ? "−" : "") + text;
  };
  // As NumberStyle writes them on the page.
  const money = (value, spec) => {
    const text = grouped(value, spec.decimals);
    const [minus, number] = text.startsWith("−") ? ["−", text.slice(1)] : ["", text];
    return !spec.sign ? text
      : words.signPlace === "after" ? `${text} ${spec.sign}`
      : minus + spec.sign + (words.signPlace === "touching" && !/[A-Za-z]$/.test(spec.sign) ? "" : " ") + number;
  };
  const exact = (value, unit, spec) => value === null || value === undefined ? words.unknown
    : unit === "money" ? money(value, spec)
    : unit === "ratio" ? grouped(value * 100, 1) + words.percent
    : unit === "number" ? grouped(value, 2)
    : grouped(value, Number.isInteger(value) ? 0 : 2);
  const short = (value, unit) => {
    if (unit === "ratio") return grouped(value * 100, Math.abs(value) < 0.1 && value !== 0 ? 1 : 0) + words.percent;
    const size = Math.abs(value);
    const [scaled, suffix] = size >= 1e9 ? [value / 1e9, " " + words.billion] : size >= 1e6 ? [value / 1e6, " M"] : size >= 1e4 ? [value / 1e3, " k"] : [value, ""];
    const decimals = Math.abs(scaled) >= 10 || Number.isInteger(scaled) ? 0 : Math.abs(scaled) >= 1 ? 1 : 2;
    return grouped(scaled, decimals) + suffix;
  };

  const tip = (title, lines, partial) => {
    const box = document.createElement("div");
    const head = document.createElement("strong");
    head.textContent = partial ? `${title} (${words.partial})` : title;
    box.append(head);
    for (const [name, text] of lines) {
      const line = document.createElement("div");
      line.textContent = name ? `${name}: ${text}` : text;
      box.append(line);
    }
    return box;
  };

  const look = () => ({
    ink: css("--ink"), soft: css("--soft"), line: css("--line"), panel: css("--panel"), good: css("--good"), bad: css("--bad"),
    heat: [css("--heat0"), css("--heat1")], font: getComputedStyle(document.body).fontFamily,
    colours: [1, 2, 3, 4, 5, 6, 7, 8].map(at => css("--c" + at)),
  });
  const cut = (text, length) => text.length > length ? text.slice(0, length - 1).trimEnd() + "…" : text;
  const hatch = colour => ({ symbol: "rect", color: colour, dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: Math.PI / 4 });

  const base = (l, width) => ({
    animation: false,
    color: l.colours,
    textStyle: { fontFamily: l.font, color: l.ink },
    grid: { left: 4, right: 16, top: 16, bottom: 4, containLabel: true },
    tooltip: { confine: true, backgroundColor: l.panel, borderColor: l.line, textStyle: { color: l.ink, fontSize: 13 }, extraCssText: "box-shadow: 0 4px 16px rgb(0 0 0 / .2)" },
    aria: { enabled: false },
  });
  const valueAxis = (l, unit) => ({ type: "value", axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: l.soft, fontFamily: l.font, formatter: value => short(value, unit), hideOverlap: true }, splitLine: { lineStyle: { color: l.line } }, splitNumber: 4 });
  // The font is said at each label: room is measured with what stands there, not with what the chart inherits.
  const nameAxis = (l, labels) => ({ type: "category", data: labels, axisLabel: { color: l.soft, fontFamily: l.font, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: l.line } } });
  const legend = (l, spec) => spec.series.length > 1 ? { type: "scroll", top: 0, left: 0, itemWidth: 14, itemHeight: 10, itemGap: 14, textStyle: { color: l.ink }, pageTextStyle: { color: l.soft }, pageIconColor: l.soft, data: spec.series.map(each => each.name) } : undefined;

  const kinds = {
    bars(spec, l, width) {
      const values = spec.series[0].values;
      const room = Math.min(230, width * .38);
      return {
        grid: { left: 4, right: 70, top: 4, bottom: 4, containLabel: true },
        // Room for the figures of bars that go to the left.
        xAxis: { ...valueAxis(l, spec.unit), show: false, min: values.some(v => v < 0) ? span => span.min - (span.max - span.min) * Math.min(.7, 75 / (width * .4)) : 0 },
        yAxis: { ...nameAxis(l, spec.labels), inverse: true, axisLine: { show: false }, axisLabel: { color: l.ink, fontFamily: l.font, width: room, overflow: "truncate" } },
        tooltip: { trigger: "item", formatter: p => tip(spec.labels[p.dataIndex], [[spec.series[0].name, exact(values[p.dataIndex], spec.unit, spec)]]) },
        series: [{
          type: "bar", barMaxWidth: 20, cursor: spec.hrefs?.some(Boolean) ? "pointer" : "default",
          data: values.map(value => ({ value, label: { position: value < 0 ? "left" : "right" }, itemStyle: { color: value < 0 ? l.colours[1] : l.colours[0], borderRadius: 2 } })),
          label: { show: true, color: l.ink, formatter: p => short(p.value, spec.unit) },
        }],
      };
    },
    line(spec, l, width) {
      const happened = annotations(spec, l, width, 0);
      return {
        legend: legend(l, spec),
        grid: { left: 12, right: 40, top: (spec.series.length > 1 ? 40 : 16) + happened.room, bottom: 4, containLabel: true },
        xAxis: [{ ...nameAxis(l, spec.labels), boundaryGap: false }, ...happened.axis],
        yAxis: { ...valueAxis(l, spec.unit), scale: spec.unit === "ratio" },
        tooltip: over(spec),
        series: [...spec.series.map((each, at) => ({
          name: each.name, type: "line", data: each.values, symbol: ["circle", "rect", "triangle", "diamond"][at % 4], symbolSize: 6, showSymbol: each.values.length < 40,
          lineStyle: { width: 2.25 }, connectNulls: false, areaStyle: spec.series.length === 1 && spec.unit !== "ratio" ? { opacity: .08 } : undefined,
          itemStyle: { color: l.colours[at % 8] },
          markArea: partialArea(spec, at, l),
        })), ...happened.series],
      };
    },
    stack(spec, l, width) {
      const happened = annotations(spec, l, width, 0.5);
      return {
        legend: legend(l, spec),
        grid: { left: 4, right: 16, top: (spec.series.length > 1 ? 40 : 16) + happened.room, bottom: 4, containLabel: true },
        xAxis: [nameAxis(l, spec.labels), ...happened.axis],
        yAxis: valueAxis(l, spec.unit),
        tooltip: over(spec),
        series: [...spec.series.map((each, at) => ({
          name: each.name, type: "bar", stack: "all", barMaxWidth: 42, itemStyle: { color: l.colours[at % 8], borderColor: l.panel, borderWidth: .5 },
          data: each.values.map((value, i) => spec.partial?.[i] ? { value, itemStyle: { decal: hatch(l.panel) } } : value),
        })), ...happened.series],
      };
    },
    waterfall(spec, l, width) {
      const [steps, totals] = spec.series.map(each => each.values);
      let level = 0;
      const bars = steps.map((step, at) => {
        if (step === null) return { from: 0, to: 0, step, isTotal: totals[at] !== null };
        const isTotal = totals[at] !== null;
        const from = isTotal ? 0 : level;
        level = isTotal ? step : level + step;
        return { from, to: level, step, isTotal };
      });
      const colour = bar => bar.isTotal ? l.colours[0] : bar.step < 0 ? l.colours[1] : l.colours[2];
      return {
        xAxis: { ...nameAxis(l, spec.labels), axisLabel: { color: l.ink, fontFamily: l.font, interval: 0, width: Math.max(40, (width - 70) / spec.labels.length - 2), fontSize: width < 420 ? 9 : width < 560 ? 10 : 11, lineHeight: 14, overflow: "break" } },
        yAxis: valueAxis(l, spec.unit),
        grid: { left: 4, right: 12, top: 28, bottom: 4, containLabel: true },
        tooltip: { trigger: "item", formatter: p => tip(spec.labels[p.dataIndex], [["", exact(steps[p.dataIndex], spec.unit, spec)]]) },
        series: [
          { type: "bar", stack: "w", silent: true, itemStyle: { color: "transparent" }, data: bars.map(bar => Math.min(bar.from, bar.to)), tooltip: { show: false } },
          { type: "bar", stack: "w", barMaxWidth: 64, data: bars.map(bar => ({ value: Math.abs(bar.to - bar.from), itemStyle: { color: colour(bar), borderRadius: 2 } })),
            label: { show: true, position: "top", color: l.ink, formatter: p => short(steps[p.dataIndex] ?? 0, spec.unit) } },
        ],
      };
    },
    heat(spec, l, width) {
      const points = [];
      spec.series.forEach((row, y) => row.values.forEach((value, x) => { if (value !== null) points.push([x, y, value]); }));
      const values = points.map(each => each[2]);
      const most = Math.max(...values);
      // Shares lie close together: from zero on all would be of one colour.
      const low = spec.unit === "ratio" ? Math.min(...values) : Math.min(...values, 0);
      const cell = (width - Math.min(190, width * .3)) / spec.labels.length;
      const isDark = value => value - low > (most - low) * .6;
      return {
        grid: { left: 4, right: 12, top: 4, bottom: 44, containLabel: true },
        xAxis: { ...nameAxis(l, spec.labels), splitArea: { show: false } },
        yAxis: { ...nameAxis(l, spec.series.map(each => each.name)), inverse: true, axisLine: { show: false }, axisLabel: { color: l.ink, fontFamily: l.font, width: Math.min(190, width * .3), overflow: "truncate" } },
        visualMap: { min: low, max: most, calculable: false, orient: "horizontal", left: "center", bottom: 0, itemHeight: 140, itemWidth: 10,
          inRange: { color: l.heat }, textStyle: { color: l.soft }, text: [short(most, spec.unit), short(low, spec.unit)] },
        tooltip: { trigger: "item", formatter: p => tip(`${spec.series[p.value[1]].name}, ${spec.labels[p.value[0]]}`, [["", exact(p.value[2], spec.unit, spec)]], spec.partial?.[p.value[0]]) },
        series: [{ type: "heatmap", data: points.map(value => ({ value, label: { show: cell > 50, fontSize: 11, fontFamily: l.font, color: isDark(value[2]) ? l.panel : l.ink, formatter: () => short(value[2], spec.unit) } })), itemStyle: { borderColor: l.panel, borderWidth: 1.5, borderRadius: 3 } }],
      };
    },
    // Months after the first order, a row for each cohort; every cell says its figure.
    triangle(spec, l, width) {
      const points = [];
      spec.series.forEach((row, y) => row.values.forEach((value, x) => { if (value !== null) points.push([x, y, value]); }));
      const most = Math.max(...points.map(each => each[2]), 0.001);
      const room = Math.min(190, width * .36);
      const cell = (width - room) / spec.labels.length;
      return {
        grid: { left: 4, right: 12, top: 26, bottom: 4, containLabel: true },
        xAxis: { ...nameAxis(l, spec.labels), position: "top", axisLine: { show: false }, splitArea: { show: false } },
        // On a telephone there is room for the month, not for how many came in it; a touch says it.
        yAxis: { ...nameAxis(l, spec.series.map(each => room < 150 ? each.name.split(" · ")[0] : each.name)), inverse: true, axisLine: { show: false }, axisLabel: { color: l.ink, fontFamily: l.font, width: room, overflow: "truncate" } },
        visualMap: { show: false, min: 0, max: most, inRange: { color: l.heat } },
        tooltip: { trigger: "item", formatter: p => tip(spec.series[p.value[1]].name, [[`${spec.labels[p.value[0]]} ${spec.xName}`, exact(p.value[2], spec.unit, spec)]]) },
        series: [{ type: "heatmap", itemStyle: { borderColor: l.panel, borderWidth: 1.5, borderRadius: 3 },
          data: points.map(value => ({ value, label: { show: cell > 24, fontFamily: l.font, fontSize: cell > 46 ? 12 : 10, color: value[2] > most * .6 ? l.panel : l.ink, formatter: () => spec.unit === "ratio" ? grouped(value[2] * 100, 0) + (cell > 46 ? words.percent : "") : short(value[2], spec.unit) } })) }],
      };
    },
    // Scores against scores: how many stand in each cell, and what they are called.
    grid(spec, l, width) {
      // Coloured by the root: one full cell would make all others alike.
      const points = spec.series.flatMap((row, y) => row.values.map((value, x) => [x, y, value, Math.sqrt(value)])).filter(each => each[2] !== null);
      const most = Math.max(...points.map(each => each[3]), 1);
      const cell = (width - 60) / spec.labels.length;
      const isWide = cell > 130;
      // A narrow cell has a line for each word, and the longest of all words fits.
      const longest = Math.max(...spec.cells.flat().flatMap(each => (each?.name ?? "").split(" ")).map(word => word.length), 1);
      const size = isWide ? 12 : Math.max(7, Math.min(11, (cell - 4) / (.6 * longest)));
      const axis = { axisLine: { show: false }, splitArea: { show: false }, nameLocation: "middle", nameTextStyle: { color: l.soft, fontFamily: l.font } };
      const at = p => spec.cells[p.value[1]][p.value[0]];
      return {
        grid: { left: 26, right: 8, top: 4, bottom: 26, containLabel: true },
        xAxis: { ...nameAxis(l, spec.labels), ...axis, name: spec.xName + " →", nameGap: 26 },
        yAxis: { ...nameAxis(l, spec.series.map(each => each.name)), ...axis, inverse: true, name: spec.yName + " →", nameGap: 24, nameRotate: 90 },
        visualMap: { show: false, dimension: 3, min: 0, max: most, inRange: { color: l.heat } },
        tooltip: { trigger: "item", formatter: p => tip(at(p).name, [[spec.valueName, exact(p.value[2], spec.unit, spec)], [spec.yName, spec.series[p.value[1]].name], [spec.xName, spec.labels[p.value[0]]]]) },
        series: [{ type: "heatmap", itemStyle: { borderColor: l.panel, borderWidth: 2, borderRadius: 4 },
          data: points.map(value => {
            const { name, href } = spec.cells[value[1]][value[0]];
            const colour = value[3] > most * .6 ? l.panel : l.ink;
            const text = (isWide ? [name] : name.split(" ")).map(word => `{name|${word}}`);
            if (value[2] > 0) text.unshift(`{count|${grouped(value[2], 0)}}`);
            return { value, href, cursor: href ? "pointer" : "default", label: { show: true, formatter: text.join("\n"), rich: {
              count: { color: colour, fontFamily: l.font, fontSize: cell > 80 ? 16 : 13, fontWeight: 600, lineHeight: 20, align: "center" },
              name: { color: value[2] > 0 ? colour : l.soft, fontFamily: l.font, fontSize: size, lineHeight: size + 3, align: "center" } } } };
          }) }],
      };
    },
    // From what was to what is, bar by bar, each beginning where the one above ends.
    bridge(spec, l, width) {
      const [steps, totals] = spec.series.map(each => each.values);
      let level = 0;
      const bars = steps.map((step, at) => {
        const isTotal = totals[at] !== null;
        const from = isTotal ? 0 : level;
        level = isTotal ? step : level + step;
        return { from, to: level, step, isTotal };
      });
      const signed = bar => (bar.isTotal || bar.step <= 0 ? "" : "+") + short(bar.step, spec.unit);
      const ends = bars.flatMap(bar => [bar.from, bar.to]);
      const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
      const room = Math.min(190, width * .34);
      return {
        grid: { left: 4, right: 12, top: 4, bottom: 4, containLabel: true },
        // Room for the figure of the longest bar.
        xAxis: { ...valueAxis(l, spec.unit), min: low, max: low + (high - low) * (1 + 70 / Math.max(80, width - room - 70)), axisLabel: { show: false }, splitLine: { show: false } },
        yAxis: { ...nameAxis(l, spec.labels), inverse: true, axisLabel: { color: l.ink, fontFamily: l.font, width: room, overflow: "truncate" } },
        tooltip: { trigger: "item", formatter: p => tip(spec.labels[p.dataIndex], [["", exact(steps[p.dataIndex], spec.unit, spec)]]) },
        series: [{ type: "custom", encode: { x: [0, 1], y: 2 }, data: bars.map((bar, at) => ({ value: [bar.from, bar.to, at], step: bar.step })),
          renderItem: (params, api) => {
            const at = params.dataIndex;
            const bar = bars[at];
            const [from, y] = api.coord([bar.from, at]);
            const [to] = api.coord([bar.to, at]);
            const size = api.size([0, 1])[1];
            const half = Math.min(13, size * .36);
            const fill = bar.isTotal ? l.colours[0] : bar.step === 0 ? l.soft : bar.step < 0 ? l.colours[1] : l.colours[2];
            return { type: "group", children: [
              ...(at < bars.length - 1 ? [{ type: "line", shape: { x1: to, y1: y + half, x2: to, y2: y + size - half }, style: { stroke: l.soft, lineWidth: 1, lineDash: [2, 2] } }] : []),
              { type: "rect", shape: { x: Math.min(from, to), y: y - half, width: Math.max(2, Math.abs(to - from)), height: 2 * half, r: 2 }, style: { fill } },
              { type: "text", style: { x: Math.max(from, to) + 7, y, text: signed(bar), fill: l.ink, verticalAlign: "middle", fontSize: 12, fontWeight: bar.isTotal ? 600 : 400, fontFamily: l.font } },
            ] };
          } }],
      };
    },
    // Half arrive within the mark, nine of ten within the bar, nineteen of twenty within the line.
    bands(spec, l, width) {
      const [half, most, nearly] = spec.series.map(each => each.values);
      return {
        grid: { left: 4, right: 36, top: 8, bottom: 22, containLabel: true },
        xAxis: { ...valueAxis(l, spec.unit), min: 0, name: spec.xName, nameLocation: "middle", nameGap: 26, nameTextStyle: { color: l.soft } },
        yAxis: { ...nameAxis(l, spec.labels), inverse: true, axisLine: { show: false }, axisLabel: { color: l.ink, fontFamily: l.font, width: Math.min(230, width * .34), overflow: "truncate" } },
        tooltip: { trigger: "item", formatter: p => tip(spec.labels[p.dataIndex], spec.series.map(each => [each.name, exact(each.values[p.dataIndex], spec.unit, spec)])) },
        series: [{ type: "custom", data: half.map((_, at) => [half[at], most[at], nearly[at], at]), encode: { x: [0, 1, 2], y: 3 },
          renderItem: (params, api) => {
            const at = params.dataIndex;
            const [from, y] = api.coord([half[at], at]);
            const [to] = api.coord([most[at], at]);
            const [end] = api.coord([nearly[at], at]);
            return { type: "group", children: [
              { type: "rect", shape: { x: from, y: y - 7, width: Math.max(1, to - from), height: 14 }, style: { fill: l.colours[0], opacity: .35 } },
              { type: "line", shape: { x1: to, y1: y, x2: end, y2: y }, style: { stroke: l.colours[0], lineWidth: 2 } },
              { type: "line", shape: { x1: end, y1: y - 5, x2: end, y2: y + 5 }, style: { stroke: l.colours[0], lineWidth: 2 } },
              { type: "rect", shape: { x: from - 2, y: y - 10, width: 4, height: 20 }, style: { fill: l.colours[0] } },
              { type: "text", style: { x: end + 8, y, text: short(most[at], spec.unit), fill: l.ink, verticalAlign: "middle", fontSize: 12, fontFamily: l.font } },
            ] };
          } }],
      };
    },
    // What was sold against what the weekdays before let expect, with its band, and the campaign's days shaded.
    expected(spec, l, width) {
      const [actual, expected] = spec.series;
      const happened = annotations(spec, l, width, 0);
      const line = (name, data, colour, more) => ({ name, type: "line", data, showSymbol: false, symbol: "circle", itemStyle: { color: colour }, lineStyle: { width: 2.25, color: colour, ...more } });
      return {
        legend: legend(l, spec),
        grid: { left: 12, right: 44, top: 40 + happened.room, bottom: 4, containLabel: true },
        xAxis: [{ ...nameAxis(l, spec.labels), boundaryGap: false }, ...happened.axis],
        yAxis: valueAxis(l, spec.unit),
        tooltip: { trigger: "axis", axisPointer: { type: "line" }, formatter: all => { const at = all[0].dataIndex; return tip(spec.labels[at], [
          [actual.name, exact(actual.values[at], spec.unit, spec)], [expected.name, exact(expected.values[at], spec.unit, spec)],
          ["95 %", `${exact(expected.low[at], spec.unit, spec)} … ${exact(expected.high[at], spec.unit, spec)}`]]); } },
        series: [
          line(actual.name, actual.values, l.colours[0]),
          line(expected.name, expected.values, l.colours[1], { type: "dashed" }),
          { type: "line", data: expected.low, stack: "band", silent: true, symbol: "none", lineStyle: { opacity: 0 }, stackStrategy: "all" },
          { type: "line", data: expected.high.map((high, at) => high === null ? null : high - expected.low[at]), stack: "band", silent: true, symbol: "none", lineStyle: { opacity: 0 }, stackStrategy: "all", areaStyle: { color: l.colours[1], opacity: .16 } },
          ...happened.series,
        ],
      };
    },
    // The best sellers in their order, with how far each rose or fell.
    moves(spec, l, width) {
      const option = kinds.bars(spec, l, width);
      const colour = text => text.startsWith("▲") || text.startsWith("★") ? l.good : text.startsWith("▼") ? l.bad : l.soft;
      option.grid.right = 118;
      option.series[0].data.forEach((bar, at) => {
        const text = spec.texts[at];
        bar.label = { ...bar.label, formatter: `{value|${short(bar.value, spec.unit)}}  {move|${text}}`, rich: { value: { color: l.ink }, move: { color: colour(text), fontWeight: 600 } } };
      });
      option.tooltip.formatter = p => tip(spec.labels[p.dataIndex], [[spec.series[0].name, exact(spec.series[0].values[p.dataIndex], spec.unit, spec)], ["", spec.texts[p.dataIndex]]]);
      return option;
    },
    interval(spec, l, width) {
      const { values, low, high, name } = spec.series[0];
      const size = 6;
      return {
        grid: { left: 4, right: 24, top: 4, bottom: 4, containLabel: true },
        xAxis: valueAxis(l, spec.unit),
        yAxis: { ...nameAxis(l, spec.labels), inverse: true, axisLine: { show: false }, axisLabel: { color: l.ink, fontFamily: l.font, width: Math.min(230, width * .34), overflow: "truncate" } },
        tooltip: { trigger: "item", formatter: p => tip(spec.labels[p.dataIndex], [[name, exact(values[p.dataIndex], spec.unit, spec)], ["95 %", `${exact(low[p.dataIndex], spec.unit, spec)} … ${exact(high[p.dataIndex], spec.unit, spec)}`]]) },
        series: [
          { type: "custom", data: values.map((_, at) => [low[at], high[at], at]), encode: { x: [0, 1], y: 2 },
            renderItem: (params, api) => {
              const at = params.dataIndex;
              if (low[at] === null || high[at] === null) return;
              const [from, y] = api.coord([low[at], at]);
              const [to] = api.coord([high[at], at]);
              const isSure = low[at] > 0 || high[at] < 0;
              const style = { stroke: isSure ? l.colours[0] : l.soft, lineWidth: 2 };
              return { type: "group", children: [
                { type: "line", shape: { x1: from, y1: y, x2: to, y2: y }, style },
                { type: "line", shape: { x1: from, y1: y - size, x2: from, y2: y + size }, style },
                { type: "line", shape: { x1: to, y1: y - size, x2: to, y2: y + size }, style },
              ] };
            } },
          { type: "scatter", data: values.map((value, at) => ({ value: [value, at], itemStyle: { color: low[at] > 0 || high[at] < 0 ? l.colours[0] : l.soft } })), symbolSize: 10, encode: { x: 0, y: 1 },
            markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: l.ink, type: "solid", width: 1 }, data: [{ xAxis: 0 }] } },
        ],
      };
    },
    scatter(spec, l, width) {
      return {
        grid: { left: 8, right: 24, top: 32, bottom: 28, containLabel: true },
        xAxis: { ...valueAxis(l, spec.xUnit), scale: true, name: spec.xName, nameLocation: "middle", nameGap: 30, nameTextStyle: { color: l.soft } },
        yAxis: { ...valueAxis(l, spec.unit), scale: spec.unit !== "count", name: spec.yName, nameTextStyle: { color: l.soft, align: "left" }, nameGap: 14 },
        tooltip: { trigger: "item", formatter: p => tip(spec.marks[p.dataIndex].name, [[spec.xName, exact(spec.marks[p.dataIndex].x, spec.xUnit, spec)], [spec.yName, exact(spec.marks[p.dataIndex].y, spec.unit, spec)]]) },
        series: [{ type: "scatter", symbolSize: 9, itemStyle: { color: l.colours[0], opacity: .65 }, data: spec.marks.map(mark => [mark.x, mark.y]),
          label: { show: spec.marks.length <= 30 && width > 560, position: "right", color: l.soft, fontFamily: l.font, fontSize: 11, formatter: p => cut(spec.marks[p.dataIndex].name, 24) }, labelLayout: { hideOverlap: true } }],
      };
    },
  };
  // Campaigns and sales events as shaded days with their name above, products out of stock and changed prices as strips along the axis. They stand
  // on a hidden axis of numbers, so that a campaign can begin within a month.
  const annotations = (spec, l, width, margin) => {
    const spans = spec.spans ?? [];
    if (spans.length === 0) return { room: 0, axis: [], series: [] };
    const isStrip = each => each.kind === "stock" || each.kind === "price";
    const named = spans.filter(each => !isStrip(each));
    const strip = spans.filter(isStrip);
    const last = spec.labels.length - 1 + 2 * margin;
    const ends = [];
    const lanes = named.map(each => {
      const size = 14 + 6.6 * Math.min(each.name.length, 22);
      // A name that has no room to the right ends where its days end.
      const place = (each.from + margin) / last * width;
      const from = place + size > width ? Math.min(place, (each.to + margin) / last * width - size) : place;
      const to = Math.max((each.to + margin) / last * width, from + size);
      let lane = ends.findIndex(end => end + 6 < from);
      if (lane < 0) lane = ends.length;
      ends[lane] = to;
      return lane;
    });
    // On a telephone names would stand on one another: the days stay shaded, the names are in what a touch shows.
    const shown = width < 480 ? 0 : Math.min(3, ends.length);
    const colour = each => each.kind === "campaign" ? l.colours[3] : l.colours[2];
    return {
      room: shown * 17 + (shown ? 4 : 0),
      axis: [{ type: "value", show: false, min: -margin, max: spec.labels.length - 1 + margin, axisPointer: { show: false } }],
      series: [{
        type: "custom", xAxisIndex: 1, silent: true, clip: false, z: 1, animation: false, tooltip: { show: false },
        data: [...named, ...strip].map((each, at) => [each.from, each.to, at]), encode: { x: [0, 1] },
        renderItem: (params, api) => {
          const each = [...named, ...strip][params.dataIndex];
          const area = params.coordSys;
          const x = api.coord([each.from, 0])[0];
          const size = Math.max(2, api.coord([each.to, 0])[0] - x);
          if (isStrip(each))
            return { type: "rect", shape: { x, y: area.y + area.height - (each.kind === "stock" ? 5 : 11), width: size, height: 5 }, style: { fill: each.kind === "stock" ? l.bad : l.colours[2], opacity: .25 + .75 * each.weight } };
          const lane = lanes[params.dataIndex];
          const band = { type: "rect", shape: { x, y: area.y, width: size, height: area.height }, style: { fill: colour(each), opacity: .1 } };
          if (lane >= shown) return band;
          const y = area.y - 17 * (lane + 1) - 2;
          const flip = (each.from + margin) / last * width + 14 + 6.6 * Math.min(each.name.length, 22) > width;
          return { type: "group", children: [
            band,
            { type: "rect", shape: { x, y: y + 13, width: size, height: 3 }, style: { fill: colour(each) } },
            { type: "text", style: { x: flip ? x + size : x, y: y + 6, text: cut(each.name, 22), fill: l.soft, fontSize: 11, fontFamily: l.font, align: flip ? "right" : "left", verticalAlign: "middle" } },
          ] };
        },
      }],
    };
  };
  const happenedAt = (spec, at) => (spec.spans ?? []).filter(each => each.from < at + .5 && each.to > at - .5).map(each => each.kind === "stock" || each.kind === "price" ? ["", each.text] : [each.name, each.text]);
  const over = spec => ({ trigger: "axis", axisPointer: { type: spec.kind === "line" ? "line" : "shadow" }, formatter: all => tip(
    spec.labels[all[0].dataIndex], all.filter(p => p.seriesIndex < spec.series.length).map(p => [spec.series.length > 1 ? p.seriesName : "", exact(spec.series[p.seriesIndex].values[p.dataIndex], spec.unit, spec)]).concat(happenedAt(spec, all[0].dataIndex)), spec.partial?.[all[0].dataIndex]) });
  const partialArea = (spec, at, l) => {
    const last = spec.labels.length - 1;
    return at === 0 && last > 0 && spec.partial?.[last]
      ? { silent: true, itemStyle: { color: l.soft, opacity: .12, decal: undefined }, data: [[{ xAxis: last - 1 }, { xAxis: last }]] } : undefined;
  };

  const height = spec => ["bars", "moves", "interval"].includes(spec.kind) ? Math.max(160, 28 * spec.labels.length + 30)
    : spec.kind === "bands" ? Math.max(160, 40 * spec.labels.length + 50)
    : spec.kind === "grid" ? 58 * spec.series.length + 50
    : spec.kind === "bridge" ? 36 * spec.labels.length + 20
    : spec.kind === "triangle" ? 27 * spec.series.length + 40
    : spec.kind === "heat" ? Math.max(180, 30 * spec.series.length + 90) : 320;

  const draw = figure => {
    const spec = figure.spec ??= JSON.parse(figure.querySelector("script").textContent);
    figure.style.minHeight = height(spec) + "px";
    const l = look();
    const width = figure.clientWidth;
    charts.get(figure)?.dispose();
    // On paper a figure is as high as its picture: without one it has no height to draw in.
    const chart = echarts.init(figure, null, { renderer: "canvas", ...(figure.clientHeight ? {} : { height: height(spec) }) });
    charts.set(figure, chart);
    const option = kinds[spec.kind](spec, l, width);
    const common = base(l, width);
    chart.setOption({ ...common, ...option, tooltip: { ...common.tooltip, ...option.tooltip } });
    chart.on("click", p => {
      const href = spec.kind === "scatter" ? spec.marks[p.dataIndex].href : spec.kind === "grid" ? p.data.href : spec.hrefs?.[spec.kind === "heat" ? p.value[1] : p.dataIndex];
      if (href) location.assign(href);
    });
    figure.drawn = true;
  };

  const start = () => {
    const figures = document.querySelectorAll("figure.chart");
    // Each in a turn of its own: one that fails leaves the others be.
    const seen = new IntersectionObserver(entries => entries.filter(each => each.isIntersecting).forEach(each => setTimeout(() => each.target.drawn || draw(each.target), 0)), { rootMargin: "300px" });
    figures.forEach(figure => seen.observe(figure));
    // On paper the picture shrinks as it is: nothing is drawn anew there.
    const paper = matchMedia("print");
    // A panel grows with its neighbour, which may be drawn later.
    const grown = new ResizeObserver(entries => entries.forEach(each => {
      const chart = charts.get(each.target);
      if (chart && !paper.matches && Math.abs(chart.getHeight() - each.contentRect.height) > 1) chart.resize();
    }));
    figures.forEach(figure => grown.observe(figure));
    let wait;
    const again = () => { clearTimeout(wait); wait = setTimeout(() => paper.matches || charts.forEach((_, figure) => draw(figure)), 120); };
    addEventListener("resize", again);
    paper.addEventListener("change", again);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    // Paper is light, whatever the screen is.
    addEventListener("beforeprint", () => { const theme = words.theme; words.theme = "light"; figures.forEach(draw); words.theme = theme; });
    addEventListener("afterprint", () => figures.forEach(draw));
    // The bar of pages is wider than a telephone: begin with the page that is shown.
    document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

    document.querySelectorAll("button.png").forEach(button => {
      button.hidden = false;
      button.addEventListener("click", () => {
        const figure = button.closest(".panel").querySelector("figure.chart");
        if (!figure.drawn) draw(figure);
        const link = document.createElement("a");
        link.download = button.dataset.name + ".png";
        link.href = charts.get(figure).getDataURL({ pixelRatio: 2, backgroundColor: look().panel });
        link.click();
      });
    });

    // One menu at a time; Escape and a click elsewhere close it.
    const menus = [...document.querySelectorAll("details.part, details.switches")];
    menus.forEach(menu => menu.addEventListener("toggle", () => { if (menu.open) menus.forEach(other => { if (other !== menu) other.open = false; }); }));
    document.addEventListener("click", event => menus.forEach(menu => { if (!menu.contains(event.target)) menu.open = false; }));
    document.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      menus.filter(menu => menu.open).forEach(menu => { menu.open = false; menu.querySelector("summary").focus(); });
    });
  };
  start();
})();
