using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Acs.Northbound;

/// <summary>Which part of a list: at most <paramref name="Limit"/> items after the one that the cursor names.</summary>
internal readonly record struct Paging(int Limit, long After)
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    /// <summary>The page, or the problem.</summary>
    public static IResult? Read(string? limit, string? cursor, out Paging paging)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var count = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxLimit))
        {
            errors["limit"] = [$"Must be 1 to {MaxLimit}."];
        }

        long after = 0;
        if (!string.IsNullOrEmpty(cursor) && !TryDecode(cursor, out after))
        {
            errors["cursor"] = ["Is not a cursor of this list; take it from next."];
        }

        paging = new Paging(count, after);
        return errors.Count == 0 ? null : Results.ValidationProblem(errors);
    }

    /// <summary>For lists whose ids have no order: the cursor is a position.</summary>
    public int Skip => (int)Math.Min(After, int.MaxValue);

    /// <summary>As <see cref="Of"/>, where the cursor is a position.</summary>
    public Page<TItem> OfPositions<TRow, TItem>(IReadOnlyList<TRow> rows, Func<TRow, TItem> item)
    {
        var after = After;
        return Of([.. rows.Index()], r => after + r.Index + 1, r => item(r.Item));
    }

    /// <summary>Give it one row more than the limit: it says whether there is a next page.</summary>
    public Page<TItem> Of<TRow, TItem>(IReadOnlyList<TRow> rows, Func<TRow, long> id, Func<TRow, TItem> item) =>
        new([.. rows.Take(Limit).Select(item)], rows.Count > Limit ? Encode(id(rows[Limit - 1])) : null);

    private static string Encode(long id) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(id.ToString(CultureInfo.InvariantCulture)));

    private static bool TryDecode(string cursor, out long id)
    {
        id = 0;
        Span<byte> text = stackalloc byte[24];
        return cursor.Length <= 30 && Base64Url.IsValid(cursor) && Base64Url.TryDecodeFromChars(cursor, text, out var length) &&
            long.TryParse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }
}
