using System.Collections.Immutable;
using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// One box in packet space with its decision, for one direction and one IP version. The first flow in a list that holds
/// a packet decides it.
/// </summary>
/// <param name="Version">4 or 6.</param>
/// <param name="Protocol">0..255, -1 for any.</param>
/// <param name="Peers">Whose addresses the other side may have; null for any.</param>
/// <param name="Own">What the device's own address must be in; null for any.</param>
/// <param name="Source">Of the packet, not of the device.</param>
/// <param name="Text">For the rule's Description.</param>
internal sealed record Flow(
    int Version,
    int Protocol,
    ImmutableArray<PeerTerm>? Peers,
    IPNetwork? Own,
    PortRange Source,
    PortRange Destination,
    bool Accept,
    ImmutableArray<Because> Because,
    string Text)
{
    public static PortRange AnyPort { get; } = new(0, ushort.MaxValue);

    /// <summary>Every packet in <paramref name="other"/> is in this, whatever names resolve to.</summary>
    public bool Covers(Flow other) =>
        CoversBox(other) && (Peers is not { } mine || (other.Peers is { } theirs && theirs.All(t => mine.Any(m => m.Covers(t)))));

    public bool CoversBox(Flow other) =>
        Version == other.Version
        && (Protocol < 0 || Protocol == other.Protocol)
        && (Own is not { } own || (other.Own is { } theirs && Prefixes.Covers(own, theirs)))
        && Covers(Source, other.Source)
        && Covers(Destination, other.Destination);

    public static bool Covers(PortRange outer, PortRange inner) => outer.First <= inner.First && outer.Last >= inner.Last;
}
