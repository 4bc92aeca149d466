using System.Text;

namespace Provisioning.Devices.Search;

/// <summary>Cuts a search text into terms, words of logic and parentheses. <c>"…"</c> keeps spaces and takes words literally.</summary>
internal static class SearchLexer
{
    public static SearchError? Cut(string text, List<SearchToken> tokens)
    {
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new SearchToken(SearchTokenKind.End, at));
                return null;
            }

            if (text[at] is '(' or ')')
            {
                tokens.Add(new SearchToken(text[at] == '(' ? SearchTokenKind.Open : SearchTokenKind.Close, at++));
            }
            else if (Term(text, ref at, tokens) is { } error)
            {
                return error;
            }
        }
    }

    private static SearchError? Term(string text, ref int at, List<SearchToken> tokens)
    {
        var start = at;
        if (text[at] == '"')
        {
            var quoted = Quoted(text, ref at);
            tokens.Add(new SearchToken(SearchTokenKind.Term, start, quoted ?? ""));
            return quoted is null ? new SearchError(start, "The quotation mark is never closed") : null;
        }

        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')' or ':' or '<' or '>' or '=' or '"'))
        {
            at++;
        }

        var word = text[start..at];
        // A MAC or IPv6 address is full of colons, a URL has one: only a known word makes a field of what stands before.
        if (at < text.Length && text[at] is ':' or '<' or '>' or '=' && IsFieldName(word, text.AsSpan(at)))
        {
            var position = at;
            var operation = text[at++] switch { '<' => SearchOperator.Less, '>' => SearchOperator.Greater, '=' => SearchOperator.Equal, _ => SearchOperator.Has };
            var value = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Bare(text, ref at);
            if (string.IsNullOrEmpty(value))
            {
                return new SearchError(position, $"{word}{text[position]} needs a value");
            }

            tokens.Add(new SearchToken(SearchTokenKind.Term, start, value, word, operation));
            return null;
        }

        word += Bare(text, ref at);
        tokens.Add(word switch
        {
            "AND" => new SearchToken(SearchTokenKind.And, start),
            "OR" => new SearchToken(SearchTokenKind.Or, start),
            "NOT" => new SearchToken(SearchTokenKind.Not, start),
            _ => new SearchToken(SearchTokenKind.Term, start, word),
        });
        return null;
    }

    /// <summary>Letters only; but not what an address (<c>aa:bb…</c>), an endpoint id (<c>proto::acs</c>) or a URL begins with.</summary>
    private static bool IsFieldName(string word, ReadOnlySpan<char> rest) =>
        word.Length > 0 && word.All(char.IsAsciiLetter) &&
        !(SearchFields.Find(word) is null && word.Length <= 4 && word.All(char.IsAsciiHexDigit)) &&
        !rest.StartsWith("::") && !rest.StartsWith("://");

    private static string Bare(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')'))
        {
            at++;
        }

        return text[start..at];
    }

    private static string? Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return value.ToString();
            }

            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            value.Append(text[at]);
        }

        return null;
    }
}
