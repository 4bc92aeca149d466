namespace Acs.Northbound.Wire;

/// <param name="Next">Cursor of the next page, or null: this was the last.</param>
public sealed record WirePage(WireSwitch Recording, IReadOnlyList<WireItem> Items, string? Next);
