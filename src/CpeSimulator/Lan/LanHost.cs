using System.Net;

namespace CpeSimulator.Lan;

/// <summary>A device on the LAN of a gateway.</summary>
/// <param name="Mac">Lower case with colons.</param>
public sealed record LanHost(string Mac, string HostName, IPAddress IPv4)
{
    public IPAddress? IPv6 { get; init; }

    /// <summary>Announced in DHCPv4 option 161 (RFC 8520 §10); null: none.</summary>
    public string? MudUrl { get; init; }

    /// <summary>Also, or only, announced in DHCPv6 option 112.</summary>
    public string? MudUrlV6 { get; init; }

    /// <summary>Also, or only, announced over LLDP (RFC 8520 §12).</summary>
    public string? LldpMudUrl { get; init; }

    /// <summary>DHCP option 60.</summary>
    public string VendorClass { get; init; } = "";

    public string InterfaceType { get; init; } = "Wi-Fi";

    public HostBehaviour Behaviour { get; init; }

    /// <summary>First packets of what the host does by its MUD file.</summary>
    public IReadOnlyList<Firewalls.Packet> Habits { get; init; } = [];

    /// <summary>First packets that its MUD file forbids; sent when it misbehaves.</summary>
    public IReadOnlyList<Firewalls.Packet> Misdeeds { get; init; } = [];
}
