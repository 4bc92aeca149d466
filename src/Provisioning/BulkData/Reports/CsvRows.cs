using System.Text;

namespace Provisioning.BulkData.Reports;

/// <summary>RFC 4180 rows: comma, CRLF or LF, quotes doubled inside quotes. Blanks around an unquoted field are no part of it.</summary>
internal ref struct CsvRows(ReadOnlySpan<char> text)
{
    private readonly StringBuilder _quoted = new();
    private ReadOnlySpan<char> _left = text;

    /// <summary>Null: none so far.</summary>
    public string? Error { get; private set; }

    /// <summary>The next row into <paramref name="fields"/>; false at the end, or at an <see cref="Error"/>.</summary>
    public bool Read(List<string> fields, int atMost)
    {
        fields.Clear();
        _left = _left.TrimStart("\r\n");
        if (_left.IsEmpty)
        {
            return false;
        }

        while (Error is null)
        {
            if (fields.Count == atMost)
            {
                Error = $"A row has more than {atMost} fields.";
                break;
            }

            fields.Add(Field());
            if (_left.IsEmpty)
            {
                break;
            }

            var end = _left[0];
            _left = _left[1..];
            if (end != ',')
            {
                break;
            }
        }

        return Error is null;
    }

    /// <summary>Up to the comma or the line's end, which stays.</summary>
    private string Field()
    {
        var blanks = _left.TrimStart(" \t");
        if (blanks.IsEmpty || blanks[0] != '"')
        {
            var length = _left.IndexOfAny(",\r\n");
            var plain = length < 0 ? _left : _left[..length];
            _left = length < 0 ? [] : _left[length..];
            return plain.Trim(" \t").ToString();
        }

        _quoted.Clear();
        _left = blanks[1..];
        for (var quote = _left.IndexOf('"'); quote >= 0; quote = _left.IndexOf('"'))
        {
            _quoted.Append(_left[..quote]);
            _left = _left[(quote + 1)..];
            if (_left.IsEmpty || _left[0] != '"')
            {
                _left = _left.TrimStart(" \t");
                Error = _left.IsEmpty || ",\r\n".Contains(_left[0]) ? null : "Something follows a closing quote.";
                return _quoted.ToString();
            }

            _quoted.Append('"');
            _left = _left[1..];
        }

        Error = "A quote is not closed.";
        return "";
    }
}
