using Provisioning.Firewall;

namespace Provisioning.Flows;

/// <summary>Packets of a host that a counter counted since it was last looked at.</summary>
/// <param name="Dropped">What that makes of them; null: they were let through.</param>
/// <param name="FromDevice">The host sent them.</param>
/// <param name="Peer">The other end's address, or <c>any</c>.</param>
/// <param name="Protocol">IP protocol number; -1: any.</param>
/// <param name="Port">Of the end that was opened; 0: any.</param>
/// <param name="Because">Who let them through.</param>
internal sealed record CountedPackets(
    string Mac, FindingKind? Dropped, bool FromDevice, string Peer, int Protocol, int Port, long Packets, long Octets, IReadOnlyList<Because> Because);
