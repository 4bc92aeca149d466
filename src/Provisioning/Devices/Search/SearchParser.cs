namespace Provisioning.Devices.Search;

/// <summary>
/// The search box's language. Terms beside each other must all hold:
/// <code>
/// search = or;  or = and { "OR" and };  and = not { ["AND"] not };  not = "NOT" not | atom;  atom = "(" or ")" | term
/// </code>
/// </summary>
public sealed class SearchParser
{
    private const int MaxLength = 2000;
    private const int MaxTokens = 200;
    private const int MaxDepth = 32;

    private readonly List<SearchToken> _tokens = [];
    private SearchError? _error;
    private int _at;
    private int _depth;

    private SearchParser()
    {
    }

    private SearchToken Current => _tokens[_at];

    /// <summary>The tree, or null and where it went wrong. Empty text is every device.</summary>
    public static SearchNode? Parse(string? text, out SearchError? error)
    {
        error = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return new SearchNode.All();
        }

        var parser = new SearchParser();
        error = text.Length > MaxLength ? new SearchError(MaxLength, "The search is too long") : SearchLexer.Cut(text, parser._tokens);
        if (error is null && parser._tokens.Count > MaxTokens)
        {
            error = new SearchError(parser._tokens[MaxTokens].Position, "The search has too many terms");
        }

        if (error is not null)
        {
            return null;
        }

        var node = parser.Or();
        if (parser._error is null && parser.Current.Kind != SearchTokenKind.End)
        {
            parser.Fail("This parenthesis closes nothing");
        }

        error = parser._error;
        return error is null ? node : null;
    }

    private SearchNode Or()
    {
        var left = And();
        while (_error is null && Current.Kind == SearchTokenKind.Or)
        {
            _at++;
            left = new SearchNode.Or(left, And());
        }

        return left;
    }

    private SearchNode And()
    {
        var left = Not();
        while (_error is null && Current.Kind is not (SearchTokenKind.Or or SearchTokenKind.Close or SearchTokenKind.End))
        {
            if (Current.Kind == SearchTokenKind.And)
            {
                _at++;
            }

            left = new SearchNode.And(left, Not());
        }

        return left;
    }

    private SearchNode Not()
    {
        if (_error is not null || ++_depth > MaxDepth)
        {
            return Fail("Too many levels");
        }

        SearchNode node;
        if (Current.Kind == SearchTokenKind.Not)
        {
            _at++;
            node = new SearchNode.Not(Not());
        }
        else
        {
            node = Atom();
        }

        _depth--;
        return node;
    }

    private SearchNode Atom()
    {
        var token = Current;
        if (token.Kind == SearchTokenKind.Term)
        {
            _at++;
            return token.Field is null ? new SearchNode.Text(token.Value) : Field(token);
        }

        if (token.Kind != SearchTokenKind.Open)
        {
            return Fail("A term is missing here");
        }

        _at++;
        var inner = Or();
        if (_error is null && Current.Kind != SearchTokenKind.Close)
        {
            return Fail("A parenthesis is not closed");
        }

        _at++;
        return inner;
    }

    private SearchNode Field(SearchToken token)
    {
        if (SearchFields.Find(token.Field!) is not { } name)
        {
            return Fail($"There is no field {token.Field}; there are {string.Join(", ", SearchFields.All)}", token.Position);
        }

        if (token.Operator is SearchOperator.Less or SearchOperator.Greater && !SearchFields.IsOrdered(name))
        {
            return Fail($"{name} has no order: use {name}:", token.Position);
        }

        if (name is SearchFields.LastContact or SearchFields.FirstContact &&
            (SearchTime.Parse(token.Value, DateTimeOffset.UnixEpoch.AddYears(1000)) is null || token.Operator is not (SearchOperator.Less or SearchOperator.Greater)))
        {
            return Fail($"{name} takes < or > and a time: {name}<2026-01-31, {name}<24h (longer ago than that)", token.Position);
        }

        return new SearchNode.Field(name, token.Operator, token.Value);
    }

    private SearchNode.All Fail(string text, int? position = null)
    {
        _error ??= new SearchError(position ?? Current.Position, text);
        return new SearchNode.All();
    }
}
