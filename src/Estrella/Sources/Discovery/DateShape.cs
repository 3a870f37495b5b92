using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>How one cell writes a date: the orders of day, month and year it can have, and its time of day.</summary>
/// <param name="Orders">Formats of the date, numbers as single letters: <c>d/M/yyyy</c>, <c>M/d/yyyy</c>.</param>
/// <param name="Rare">How many of the last orders are considered only where no other fits: a year of two digits in front.</param>
/// <param name="Time">The rest: <c> H:mm:ss zzz</c>, or nothing.</param>
/// <param name="Widths">Digits of the numbers of day and month, as they stand.</param>
/// <param name="HourWidth">Digits of the hour; 0: no time.</param>
internal sealed record DateShape(IReadOnlyList<string> Orders, int Rare, string Time, IReadOnlyList<int> Widths, int HourWidth, bool HasWholeMonth)
{
    private const int Longest = 48;

    /// <summary>Null: no date.</summary>
    public static DateShape? Of(ReadOnlySpan<byte> text) => text.Length is < 5 or > Longest ? null : new Cursor(Tokens(text)).Read();

    private enum Kind
    {
        Digits,
        Word,
        Sign,
    }

    /// <param name="Text">Of a word, its folded letters.</param>
    /// <param name="Written">As it stands.</param>
    private readonly record struct Token(Kind Kind, string Text, string Written)
    {
        public bool IsDigits(int least, int most) => Kind == Kind.Digits && Text.Length >= least && Text.Length <= most;

        public bool IsSign(string any) => Kind == Kind.Sign && Text.Length > 0 && any.Contains(Text, StringComparison.Ordinal);

        public bool IsMonth => Kind == Kind.Word && DateNames.Month(Text) > 0;
    }

    private static List<Token> Tokens(ReadOnlySpan<byte> text)
    {
        var tokens = new List<Token>();
        while (!text.IsEmpty)
        {
            var length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            length = length < 0 ? text.Length : length;
            if (length > 0)
            {
                tokens.Add(Sign(Kind.Digits, Encoding.ASCII.GetString(text[..length])));
            }
            else if (DateNames.Blank(text) is > 0 and var blank)
            {
                length = blank;
                tokens.Add(Sign(Kind.Sign, " "));
            }
            else if (DateNames.Letters(text) is > 0 and var letters)
            {
                length = letters;
                tokens.Add(new Token(Kind.Word, DateNames.Fold(text[..letters]), Encoding.UTF8.GetString(text[..letters])));
            }
            else
            {
                length = 1;
                tokens.Add(Sign(Kind.Sign, ((char)text[0]).ToString()));
            }
            text = text[length..];
        }
        return tokens;

        static Token Sign(Kind kind, string sign) => new(kind, sign, sign);
    }

    private sealed class Cursor(List<Token> tokens)
    {
        private static readonly string[] Joints = ["de", "del", "of", "do"];
        private static readonly string[] TimeJoints = ["t", "a", "las", "as", "at"];
        private static readonly string[] Hours = ["h", "hs", "hrs", "hora", "horas"];

        private readonly List<int> widths = [];
        private int at;
        private bool hasWholeMonth;
        private int hourWidth;

        private Token this[int ahead] => at + ahead < tokens.Count ? tokens[at + ahead] : new Token(Kind.Sign, "", "");

        private bool IsAtEnd => at >= tokens.Count;

        public DateShape? Read()
        {
            var weekday = Weekday();
            return Rest(weekday) ?? (weekday.Length > 0 ? Again() : null);
        }

        /// <summary>The first word was a month after all: mar is one, and a Tuesday.</summary>
        private DateShape? Again()
        {
            at = 0;
            widths.Clear();
            return Rest("");
        }

        private DateShape? Rest(string before)
        {
            if (Date(out var rare) is not { } orders || (IsAtEnd ? "" : Time()) is not { } time || !IsAtEnd)
                return null;
            return new DateShape([.. orders.Select(order => before + order)], rare, time, [.. widths], hourWidth, hasWholeMonth);
        }

        private string Weekday()
        {
            if (this[0].Kind != Kind.Word || DateNames.Weekday(this[0].Text) is null)
                return "";
            at++;
            if (this[0].IsSign("-") && this[1].Text == "feira")
                at += 2;
            if (this[0].IsSign("."))
                at++;
            var text = "ddd";
            while (this[0].IsSign(", "))
                text += tokens[at++].Text;
            return text;
        }

        private List<string>? Date(out int rare)
        {
            rare = 0;
            if (this[0].IsDigits(1, 4) && this[1].IsSign("-/.") && this[2].IsDigits(1, 2) && this[3] == this[1] && this[4].IsDigits(1, 4))
                return Numbers(this[1].Text, out rare);
            if (this[0].IsDigits(8, 8) || this[0].IsDigits(12, 12) || this[0].IsDigits(14, 14))
            {
                rare = this[0].Text.Length == 8 ? 2 : 0;
                var length = tokens[at++].Text.Length;
                return length == 8 ? ["yyyyMMdd", "ddMMyyyy", "MMddyyyy"] : length == 12 ? ["yyyyMMddHHmm"] : ["yyyyMMddHHmmss"];
            }
            if (this[0].IsDigits(1, 4) && this[1].IsSign("-/") && this[2].IsDigits(1, 4) && at + 3 == tokens.Count)
            {
                var text = (this[0].Text.Length, this[2].Text.Length) switch
                {
                    (4, 1 or 2) => $"yyyy{this[1].Text}M",
                    (1 or 2, 4) => $"M{this[1].Text}yyyy",
                    _ => null,
                };
                widths.Add(Math.Min(this[0].Text.Length, this[2].Text.Length));
                at += 3;
                return text is null ? null : [text];
            }
            return Named();
        }

        private List<string>? Numbers(string sign, out int rare)
        {
            rare = 0;
            var (first, last) = (this[0].Text.Length, this[4].Text.Length);
            var middle = this[2].Text.Length;
            at += 5;
            if (first == 4 && last <= 2)
            {
                rare = 1;
                widths.AddRange([middle, last]);
                return [$"yyyy{sign}M{sign}d", $"yyyy{sign}d{sign}M"];
            }
            widths.AddRange([first, middle]);
            if (first <= 2 && last == 4)
                return [$"d{sign}M{sign}yyyy", $"M{sign}d{sign}yyyy"];
            if (first > 2 || last != 2)
                return null;
            rare = 1;
            return [$"d{sign}M{sign}yy", $"M{sign}d{sign}yy", $"yy{sign}M{sign}d"];
        }

        /// <summary>31 de agosto de 2026, Aug 31, 2026, 31-ago-24, 2026 Aug 31, ago-24.</summary>
        private List<string>? Named()
        {
            var text = new StringBuilder();
            var (years, months, days) = (0, 0, 0);
            while (!IsAtEnd && years + months + days < 3)
            {
                var token = this[0];
                if (token.IsMonth && months == 0)
                {
                    months++;
                    hasWholeMonth |= DateNames.IsWhole(token.Text);
                    text.Append("MMM");
                    at += this[1].IsSign(".") ? 2 : 1;
                }
                else if (token.IsDigits(4, 4) && years == 0)
                {
                    years++;
                    text.Append("yyyy");
                    at++;
                }
                else if (token.IsDigits(1, 2) && days == 0 && !(months == 1 && at == tokens.Count - 1 && text.Length < 8))
                {
                    days++;
                    widths.Add(token.Text.Length);
                    text.Append('d');
                    at++;
                }
                else if (token.IsDigits(2, 2) && years == 0 && months == 1)
                {
                    years++;
                    text.Append("yy");
                    at++;
                }
                else
                {
                    return null;
                }
                if (months + days + years == 3 || (months + years == 2 && IsAtEnd))
                    break;
                if (!Joint(text, Joints))
                    return null;
            }
            return months == 1 && years == 1 && (days == 1 || IsAtEnd) ? [text.ToString()] : null;
        }

        /// <summary>Signs and small words between two parts; at least one.</summary>
        private bool Joint(StringBuilder text, string[] words)
        {
            var begin = at;
            while (!IsAtEnd && (this[0].IsSign(" -/,.") || (this[0].Kind == Kind.Word && words.Contains(this[0].Text))))
            {
                text.Append(this[0].Kind == Kind.Word && this[0].Text != "t" ? $"'{this[0].Written}'" : this[0].Text == "t" ? "T" : this[0].Text);
                at++;
            }
            return at > begin && at - begin <= 5;
        }

        private string? Time()
        {
            var text = new StringBuilder();
            if (!Joint(text, TimeJoints) || !this[0].IsDigits(1, 2))
                return null;
            hourWidth = tokens[at++].Text.Length;
            var hour = text.Length;
            text.Append('H');
            if (this[0].IsSign(":"))
                text.Append(':');
            else if (this[0].Text == "h")
                text.Append("'h'");
            else
                return null;
            at++;
            if (!this[0].IsDigits(2, 2))
                return null;
            at++;
            text.Append("mm");
            if (this[0].IsSign(":") && this[1].IsDigits(2, 2))
            {
                at += 2;
                text.Append(":ss");
                if (this[0].IsSign(".,") && this[1].IsDigits(1, 7))
                {
                    at += 2;
                    text.Append(".FFFFFFF");
                }
            }
            if (Half(text))
                text[hour] = 'h';
            return Zone(text) && Behind(text) ? text.ToString() : null;
        }

        private bool Half(StringBuilder text)
        {
            var begin = at;
            var blank = this[0].Text == " ";
            at += blank ? 1 : 0;
            if (this[0].Text is "am" or "pm")
            {
                at++;
            }
            else if (this[0].Text is "a" or "p")
            {
                at++;
                at += this[0].Text == "." ? 1 : 0;
                at += this[0].Text == " " ? 1 : 0;
                if (this[0].Text != "m")
                {
                    at = begin;
                    return false;
                }
                at++;
            }
            else
            {
                at = begin;
                return false;
            }
            at += this[0].Text == "." ? 1 : 0;
            text.Append(blank ? " tt" : "tt");
            return true;
        }

        private bool Zone(StringBuilder text)
        {
            var begin = at;
            var blank = this[0].Text == " ";
            at += blank ? 1 : 0;
            var isNamed = this[0].Kind == Kind.Word && DateNames.Zone(this[0].Text) is not null;
            at += isNamed ? 1 : 0;
            if (this[0].Text is "+" or "-" && this[1].IsDigits(isNamed ? 1 : 2, 4))
            {
                at += 2;
                if (this[0].Text == ":" && this[1].IsDigits(2, 2))
                    at += 2;
                isNamed = true;
            }
            if (isNamed)
                text.Append(blank ? " zzz" : "zzz");
            else
                at = begin;
            return true;
        }

        /// <summary>hs., h, horas.</summary>
        private bool Behind(StringBuilder text)
        {
            if (IsAtEnd)
                return true;
            if (this[0].Text == " ")
            {
                text.Append(' ');
                at++;
            }
            if (!Hours.Contains(this[0].Text))
                return false;
            text.Append($"'{tokens[at++].Written}{(this[0].Text == "." ? "." : "")}'");
            at += this[0].Text == "." ? 1 : 0;
            return IsAtEnd;
        }
    }
}
