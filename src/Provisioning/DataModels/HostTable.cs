namespace Provisioning.DataModels;

/// <summary>Where a data model lists the hosts of the LAN. Names are relative to a row of the table.</summary>
/// <param name="Table">Relative to the root, with <c>{i}</c> for every instance on the way; ends with a dot.</param>
/// <param name="AddressTables">Tables below a row whose rows hold one more address each, in the parameter <paramref name="Address"/>.</param>
/// <param name="DhcpClient">References to DHCP clients, or null.</param>
internal sealed record HostTable(
    string Table,
    string Mac,
    string Name,
    string Active,
    string Address,
    IReadOnlyList<string> AddressTables,
    string? DhcpClient);
