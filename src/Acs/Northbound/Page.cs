namespace Acs.Northbound;

/// <param name="Next">Cursor of the next page, or null: this was the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
