namespace Acs.Northbound;

/// <param name="Next">Cursor of the next page, or null.</param>
public sealed record MudFilePage(IReadOnlyList<MudFileItem> Items, string? Next);
