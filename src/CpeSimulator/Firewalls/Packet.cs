using System.Net;

namespace CpeSimulator.Firewalls;

/// <summary>The first or a later packet of a flow, as the gateway forwards it.</summary>
/// <param name="Protocol">IANA number: 1 ICMP, 6 TCP, 17 UDP, 58 ICMPv6.</param>
/// <param name="SourcePort">-1 where the protocol has none.</param>
public sealed record Packet(int Protocol, IPAddress Source, IPAddress Destination, int SourcePort = -1, int DestinationPort = -1)
{
    /// <summary>Lower case with colons; empty when it does not come from the LAN.</summary>
    public string SourceMac { get; init; } = "";

    /// <summary>0 to 63.</summary>
    public int Dscp { get; init; }

    /// <summary><c>Device.IP.Interface.1</c>; null: the gateway says by the address.</summary>
    public string? InInterface { get; init; }

    public string? OutInterface { get; init; }

    /// <summary>For TCP: the segment opens a connection. False without a known connection is INVALID.</summary>
    public bool Opens { get; init; } = true;

    public int IPVersion => Source.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? 6 : 4;

    /// <summary>The answer to this packet.</summary>
    public Packet Reply(string sourceMac = "") => new(Protocol, Destination, Source, DestinationPort, SourcePort)
    {
        SourceMac = sourceMac,
        InInterface = OutInterface,
        OutInterface = InInterface,
        Opens = false,
    };

    public override string ToString() => $"{Protocol} {Source}:{SourcePort} > {Destination}:{DestinationPort}";
}
