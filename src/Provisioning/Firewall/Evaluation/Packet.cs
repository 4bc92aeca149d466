using System.Net;

namespace Provisioning.Firewall.Evaluation;

/// <summary>A packet on the forwarding path of a gateway, after NAT.</summary>
/// <param name="SourceMac">Lower case with colons, or null where it did not come from the LAN.</param>
/// <param name="SourcePort">-1 for protocols without ports.</param>
/// <param name="State"><c>NEW</c>, <c>ESTABLISHED</c>, <c>RELATED</c> or <c>INVALID</c>.</param>
/// <param name="FromLan">For gateways with policies between interfaces: which way it goes.</param>
public sealed record Packet(
    string? SourceMac,
    IPAddress Source,
    IPAddress Destination,
    int Protocol,
    int SourcePort = -1,
    int DestinationPort = -1,
    string State = "NEW",
    bool FromLan = true);
