using System.Net;
using System.Net.Sockets;
using Provisioning.Mud.Composition;

namespace Provisioning.Firewall.Proof;

/// <summary>
/// All layers of one host, asked packet by packet: the ISP's word before the subscriber's, in each what it forbids before what it lets
/// through; then what manufacturer and community both let through; then what every host needs; nothing else.
/// </summary>
internal sealed class StatedPolicy(ProofSubject subject, ProofNetwork network, IReadOnlyList<StatedEntry> file, IReadOnlyList<StatedEntry>? community, IReadOnlyList<Approximation> named)
{
    private readonly CompileInput _facts = subject.Facts;

    /// <summary>The rest of what is asked is the same for all ports.</summary>
    public StatedColumn At(bool fromDevice, IPAddress own, IPAddress peer, int protocol) => new(
        [.. _facts.Entries.Where(e => Concerns(e, fromDevice, peer, protocol))],
        [.. file.Where(e => e.Concerns(fromDevice, own, peer, protocol, network))],
        community is null ? null : [.. community.Where(e => e.Concerns(fromDevice, own, peer, protocol, network))])
    {
        Answered = network.IsStateful || _facts.BlocksOnly ? [] : [.. StatedReplies.Of(_facts.Entries, fromDevice, peer, protocol, Concerns)],
    };

    public IEnumerable<IPNetwork> Prefixes =>
        [.. network.Boundaries, .. file.Concat(community ?? []).SelectMany(e => e.Boundaries), .. _facts.Entries.Select(e => e.Peer).OfType<PolicyPeer.Prefix>().Select(p => p.Network),
            .. _facts.Entries.Select(e => e.Peer).OfType<PolicyPeer.Name>().SelectMany(n => network.OfName(n.Value)).Select(ProofNetwork.Single)];

    public IEnumerable<IPNetwork> OwnPrefixes => file.Concat(community ?? []).SelectMany(e => e.OwnPrefixes);

    public IEnumerable<int> Protocols => [.. file.Concat(community ?? []).Select(e => e.Protocol), .. _facts.Entries.Select(e => e.Protocol)];

    public StatedVerdict Decide(StatedColumn column, ProofPacket packet) => Decide(column, packet, [PolicyLayer.Isp, PolicyLayer.Subscriber]);

    private StatedVerdict Decide(StatedColumn column, ProofPacket packet, ReadOnlySpan<PolicyLayer> layers)
    {
        for (var i = 0; i < layers.Length; i++)
        {
            var layer = layers[i];
            var said = column.Chosen.Where(e => e.Layer == layer && (!e.HasPorts || (e.Ports.First <= packet.DestinationPort && packet.DestinationPort <= e.Ports.Last))).ToList();
            if (said.Count > 0)
            {
                var accept = said.TrueForAll(e => e.Accept);
                var lost = accept ? named.FirstOrDefault(a => a.Why == "no-return" && said.Exists(e => e.Id.ToString() == a.Ace)) : null;
                bool? meant = accept && _facts.BlocksOnly ? null : accept; // back to the gateway's own rules, and not past them
                return new StatedVerdict(lost is null ? [meant] : [meant, false], meant, lost);
            }

            // An answer or the first packet of a flow: rules without connections cannot tell, and say so.
            if (column.Answered.FirstOrDefault(e => e.Layer == layer && StatedReplies.Holds(e, packet)) is { } answered
                && named.FirstOrDefault(a => a is { Why: "stateless-replies", Kind: "under" } && a.Ace == answered.Id.ToString()) is { } broader)
            {
                return new StatedVerdict([true], Decide(column, packet, layers[(i + 1)..]).Meant, broader);
            }
        }

        if (_facts.BlocksOnly)
        {
            return new StatedVerdict([null], null, null);
        }

        var isDefault = network.IsDefault(packet);
        var walk = StatedWalk.Of(column.File, packet);
        if (column.Community is { } narrower)
        {
            walk = walk.And(StatedWalk.Of(narrower, packet));
        }

        return walk.Unread is { } unread
            ? new StatedVerdict([true, false, null], null, null) { Unread = unread }
            : new StatedVerdict([walk.Said ?? isDefault], walk.Said ?? isDefault, walk.Doubt?.NamedBy)
            {
                Otherwise = walk.Otherwise.Select(o => o ?? isDefault).ToHashSet(), IsDoubtful = walk.Doubt is not null,
            };
    }

    private bool Concerns(PolicyEntry entry, bool fromDevice, IPAddress peer, int protocol) =>
        entry.FromDevice == fromDevice
        && (entry.Protocol >= 0 ? entry.Protocol == protocol : entry.Ports is { First: 0, Last: ushort.MaxValue } || protocol is 6 or 17)
        && entry.Peer switch
        {
            PolicyPeer.Local => network.IsLocal(peer),
            PolicyPeer.Name { Value: var name } => network.OfName(name).Contains(peer),
            PolicyPeer.Prefix { Network: var prefix } => (prefix.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6) == (peer.AddressFamily == AddressFamily.InterNetworkV6) && prefix.Contains(peer),
            _ => true,
        };
}
