using System.Text;

namespace Estrella.Generator;

/// <summary>How a shop's system writes its exports.</summary>
internal sealed record ExportStyle(char Delimiter, char Decimal, bool DayFirst, Encoding Encoding)
{
    public static ExportStyle Retail { get; } = new(',', '.', false, new UTF8Encoding(false));

    /// <summary>An older system: windows-1252, of which Latin-1 is the part it uses.</summary>
    public static ExportStyle Wholesale { get; } = new(';', ',', true, Encoding.Latin1);
}

/// <summary>One CSV export, written cell by cell through one buffer. The first line is the header, line 1.</summary>
internal sealed class ExportFile : IDisposable
{
    private const int Room = 1 << 16;

    private readonly FileStream _stream;
    private readonly ExportStyle _style;
    private readonly ShopCalendar _calendar;
    private readonly string[] _columns;
    private readonly int[] _cellStart;
    private byte[] _buffer = new byte[Room * 2];
    private int _length;
    private long _written;
    private int _rowStart;
    private int _cell;

    public ExportFile(string directory, string name, ExportStyle style, ShopCalendar calendar, Defects? defects, params string[] columns)
    {
        Name = name;
        _style = style;
        _calendar = calendar;
        _columns = columns;
        _cellStart = new int[columns.Length + 1];
        _stream = new FileStream(Path.Combine(directory, name), FileMode.Create, FileAccess.Write, FileShare.Read, 1);
        foreach (var column in columns)
        {
            Text(column);
        }
        End();
        Rows = 0;
        Defects = defects;
    }

    public string Name { get; }

    public IReadOnlyList<string> Columns => _columns;

    public ExportStyle Style => _style;

    /// <summary>Data rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>The line the row begun now stands on.</summary>
    public long Line { get; private set; } = 1;

    public long Bytes => _written + _length;

    private Defects? Defects { get; }

    public ExportFile Text(string? text)
    {
        Begin();
        if (!string.IsNullOrEmpty(text))
        {
            var quoted = text.AsSpan().IndexOfAny(_style.Delimiter, '"', '\n') >= 0;
            Encode(quoted ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
        }
        return this;
    }

    /// <summary>A prefix and a number, padded with zeros.</summary>
    public ExportFile Code(char prefix, long number, int digits)
    {
        Begin();
        _buffer[_length++] = (byte)prefix;
        Digits(number, digits);
        return this;
    }

    public ExportFile Whole(long number)
    {
        Begin();
        Sign(ref number);
        Digits(number, 1);
        return this;
    }

    /// <summary>An amount in hundredths, always with two decimals; null is blank.</summary>
    public ExportFile Cents(long? cents)
    {
        Begin();
        if (cents is { } amount)
        {
            Sign(ref amount);
            Digits(amount / 100, 1);
            _buffer[_length++] = (byte)_style.Decimal;
            Digits(amount % 100, 2);
        }
        return this;
    }

    /// <summary>A number in ten-thousandths, with four decimals.</summary>
    public ExportFile Fine(long number)
    {
        Begin();
        Digits(number / 10_000, 1);
        _buffer[_length++] = (byte)_style.Decimal;
        Digits(number % 10_000, 4);
        return this;
    }

    /// <summary>210 per mille is 0.21; null is blank.</summary>
    public ExportFile Rate(int? permille)
    {
        Begin();
        if (permille is { } rate)
        {
            Digits(0, 1);
            _buffer[_length++] = (byte)_style.Decimal;
            if (rate % 10 == 0)
            {
                Digits(rate / 10, 2);
            }
            else
            {
                Digits(rate, 3);
            }
        }
        return this;
    }

    public ExportFile Blank()
    {
        Begin();
        return this;
    }

    /// <summary>A day number of the calendar; below −1000 is blank.</summary>
    public ExportFile Day(int day)
    {
        Begin();
        if (day > -1000)
        {
            Date(_calendar.Date(day));
        }
        return this;
    }

    public ExportFile Day(DateOnly date)
    {
        Begin();
        Date(date);
        return this;
    }

    /// <summary>Local time of the shop, to the second; the older system says no seconds.</summary>
    public ExportFile Moment(int day, int second)
    {
        Begin();
        Date(_calendar.Date(day));
        _buffer[_length++] = (byte)' ';
        Digits(second / 3600, 2);
        _buffer[_length++] = (byte)':';
        Digits(second / 60 % 60, 2);
        if (!_style.DayFirst)
        {
            _buffer[_length++] = (byte)':';
            Digits(second % 60, 2);
        }
        return this;
    }

    public void End()
    {
        if (_cell != _columns.Length)
        {
            throw new InvalidOperationException($"{Name}: {_cell} cells under {_columns.Length} columns");
        }
        _cellStart[_cell] = _length + 1;
        _buffer[_length++] = (byte)'\n';
        var start = _rowStart;
        Close();
        Defects?.AfterRow(this, _buffer.AsSpan(start, _length - start), _cellStart, start);
        if (_length >= Room)
        {
            Flush();
        }
    }

    /// <summary>A row as it stands, for rows that no shop would write.</summary>
    public void Raw(ReadOnlySpan<byte> row)
    {
        if (_buffer.Length - _length < row.Length + Room)
        {
            Flush();
        }
        if (row.Length > Room)
        {
            Array.Resize(ref _buffer, row.Length + (Room * 2));
        }
        row.CopyTo(_buffer.AsSpan(_length));
        _length += row.Length;
        Close();
    }

    public void Dispose()
    {
        Flush();
        _stream.Dispose();
    }

    private void Close()
    {
        _rowStart = _length;
        _cell = 0;
        Rows++;
        Line++;
    }

    private void Begin()
    {
        if (_cell > 0)
        {
            _buffer[_length++] = (byte)_style.Delimiter;
        }
        _cellStart[_cell++] = _length;
    }

    private void Flush()
    {
        _stream.Write(_buffer, 0, _length);
        _written += _length;
        _length = 0;
        _rowStart = 0;
    }

    private void Encode(string text) => _length += _style.Encoding.GetBytes(text, _buffer.AsSpan(_length));

    private void Sign(ref long number)
    {
        if (number < 0)
        {
            _buffer[_length++] = (byte)'-';
            number = -number;
        }
    }

    private void Date(DateOnly date)
    {
        if (_style.DayFirst)
        {
            Digits(date.Day, 2);
            _buffer[_length++] = (byte)'/';
            Digits(date.Month, 2);
            _buffer[_length++] = (byte)'/';
            Digits(date.Year, 4);
            return;
        }
        Digits(date.Year, 4);
        _buffer[_length++] = (byte)'-';
        Digits(date.Month, 2);
        _buffer[_length++] = (byte)'-';
        Digits(date.Day, 2);
    }

    private void Digits(long number, int least)
    {
        var count = 1;
        for (var rest = number; rest >= 10; rest /= 10)
        {
            count++;
        }
        count = Math.Max(count, least);
        for (var at = _length + count - 1; at >= _length; at--)
        {
            _buffer[at] = (byte)('0' + (number % 10));
            number /= 10;
        }
        _length += count;
    }
}
