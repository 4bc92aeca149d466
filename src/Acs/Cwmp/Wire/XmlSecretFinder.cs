using Provisioning.Wire;

namespace Acs.Cwmp.Wire;

/// <summary>
/// Walks through markup, well-formed or not, and collects where secrets stand: the Value beside a Name that is one, the text
/// of elements that are named like one, what an address gives away.
/// </summary>
internal sealed class XmlSecretFinder(char[] text)
{
    private const int MaxDepth = 512;

    private readonly List<(int From, int To)> _found = [];
    private readonly List<(int From, int To)> _values = [];
    private readonly List<string> _open = [];
    private string? _name;
    private int _at;

    public IReadOnlyList<(int From, int To)> Find()
    {
        while (_at < text.Length)
        {
            if (text[_at] == '<' && TakeMarkup())
            {
                continue;
            }

            var end = text.AsSpan(_at + 1).IndexOf('<') is >= 0 and var next ? _at + 1 + next : text.Length;
            Text(_at, end);
            _at = end;
        }

        Decide();
        return _found;
    }

    private ReadOnlySpan<char> Rest => text.AsSpan(_at);

    /// <returns>False: the bracket is text.</returns>
    private bool TakeMarkup()
    {
        var rest = Rest;
        if (rest.StartsWith("<!--"))
        {
            return Skip("-->");
        }

        if (rest.StartsWith("<![CDATA["))
        {
            var length = rest.IndexOf("]]>");
            var start = _at + "<![CDATA[".Length;
            if (length < 0 || _at + length < start)
            {
                _at = start;
                return true;
            }

            Text(start, _at + length);
            _at += length + 3;
            return true;
        }

        if (rest.StartsWith("<?"))
        {
            return Skip("?>");
        }

        if (rest.Length < 2 || !(char.IsAsciiLetter(rest[1]) || rest[1] is '_' or '/' or '!' || rest[1] > 127))
        {
            return false;
        }

        var end = EndOfTag();
        var tag = text.AsSpan(_at + 1, end - _at - 1);
        _at = end < text.Length && text[end] == '>' ? end + 1 : end;
        if (tag[0] == '/')
        {
            Close(Local(tag[1..]));
        }
        else if (tag[0] != '!' && !tag.EndsWith("/"))
        {
            Open(Local(tag));
        }

        return true;
    }

    private bool Skip(string end)
    {
        var length = Rest.IndexOf(end);
        // Never closed: what follows is looked at all the same.
        _at += length < 0 ? 2 : length + end.Length;
        return true;
    }

    /// <summary>Quotes hide a bracket, but no "less than" may stand in them: a quote left open must not hide what follows.</summary>
    private int EndOfTag()
    {
        var quote = '\0';
        for (var i = _at + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '<' || (c == '>' && quote == '\0'))
            {
                return i;
            }

            quote = quote == '\0' && c is '"' or '\'' ? c : c == quote ? '\0' : quote;
        }

        return text.Length;
    }

    private void Open(string name)
    {
        if (name is "Name" && _name is not null && _values.Count > 0)
        {
            Decide();
        }
        else if (name is "ParameterValueStruct")
        {
            Decide();
        }

        if (_open.Count < MaxDepth)
        {
            _open.Add(name);
        }
    }

    private void Close(string name)
    {
        var at = _open.LastIndexOf(name);
        if (at >= 0)
        {
            _open.RemoveRange(at, _open.Count - at);
        }

        if (name is not ("Name" or "Value"))
        {
            Decide();
        }
    }

    private void Text(int from, int to)
    {
        while (from < to && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        while (to > from && char.IsWhiteSpace(text[to - 1]))
        {
            to--;
        }

        if (from == to || _open.Count == 0)
        {
            return;
        }

        var inner = _open[^1];
        if (_open.Exists(o => WireSecrets.IsSecret(o)))
        {
            _found.Add((from, to));
        }
        else if (_open.Contains("Value"))
        {
            _values.Add((from, to));
        }
        else if (inner is "Name")
        {
            _name += text.AsSpan(from, to - from).ToString();
        }
        else if (inner.EndsWith("URL", StringComparison.OrdinalIgnoreCase))
        {
            Address(from, to);
        }
    }

    /// <summary>The end of a name and its value. A name that cannot be read plainly, or is missing, may be a secret's.</summary>
    private void Decide()
    {
        if (_values.Count > 0 && (_name is null || _name.AsSpan().ContainsAny('&', '<') || WireSecrets.IsSecret(_name)))
        {
            _found.AddRange(_values);
        }
        else if (_name is not null && _name.EndsWith("URL", StringComparison.Ordinal))
        {
            _values.ForEach(v => Address(v.From, v.To));
        }

        _values.Clear();
        _name = null;
    }

    /// <summary>Passwords in front of the host, and the signed part of our own links: whoever holds that may fetch.</summary>
    private void Address(int from, int to)
    {
        var address = text.AsSpan(from, to - from);
        var host = address.IndexOf("//") is >= 0 and var slashes ? slashes + 2 : 0;
        var path = address[host..].IndexOf('/') is >= 0 and var slash ? host + slash : address.Length;
        if (address[host..path].LastIndexOf('@') is >= 0 and var at && address.Slice(host, at).IndexOf(':') is >= 0 and var colon)
        {
            _found.Add((from + host + colon + 1, from + host + at));
        }

        for (var start = path; start < address.Length; start++)
        {
            var length = address[start..].IndexOfAnyExcept(Base64Url);
            length = length < 0 ? address.Length - start : length;
            if (length >= 48)
            {
                _found.Add((from + start, from + start + length));
            }

            start += length;
        }
    }

    private static readonly System.Buffers.SearchValues<char> Base64Url =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static string Local(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(" \t\r\n/");
        var name = end < 0 ? tag : tag[..end];
        return name[(name.LastIndexOf(':') + 1)..].ToString();
    }
}
