using System.Net;

namespace Provisioning.Mud.Model;

/// <summary>
/// What an ACE matches. Null or empty means any. Source and destination are as written, seen from the packet: in a
/// from-device ACL the peer is the destination.
/// </summary>
/// <param name="IPVersion">4 or 6.</param>
/// <param name="Protocol">IP protocol number 0..255.</param>
/// <param name="Peer">The MUD abstraction, at most one.</param>
/// <param name="InitiatedBy">direction-initiated, TCP only (RFC 8520 §8): who opens the flow. A file that says it of UDP is repaired: kept, so that it allows no more than it says.</param>
/// <param name="IcmpType">0..255.</param>
/// <param name="Lossy">
/// Match terms that no IP rule can express: <c>tcp-flags</c>, <c>tcp-header</c>, <c>udp-length</c>, <c>icmp-rest</c>, <c>tls-profile</c>,
/// <c>ethernet-destination</c>, <c>ethernet-source</c>, <c>dscp</c>, <c>ecn</c>, <c>ttl</c>, <c>ip-length</c>, <c>ip-header</c>, <c>not-understood</c>. The ICMP type is not
/// among them; it has fields of its own.
/// </param>
public sealed record MudMatch(
    int? IPVersion,
    int? Protocol,
    IPNetwork? Source,
    IPNetwork? Destination,
    string? SourceName,
    string? DestinationName,
    IReadOnlyList<PortRange> SourcePorts,
    IReadOnlyList<PortRange> DestinationPorts,
    MudPeer? Peer,
    MudInitiator? InitiatedBy,
    int? IcmpType,
    int? IcmpCode,
    IReadOnlyList<string> Lossy);
