namespace Acs.Northbound;

/// <summary>A quirk that can be seen in traffic.</summary>
/// <param name="Switch">The setting of <c>Acs:Quirks</c> that spares such a gateway the detour; null: it needs none.</param>
/// <param name="Devices">How many devices show it.</param>
internal sealed record QuirkItem(string Quirk, string Text, string? Switch, int Devices);
