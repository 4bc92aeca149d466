using System.Collections.Immutable;
using System.Net;
using Provisioning.Mud.Composition;

namespace Provisioning.Firewall.Compiling;

/// <summary>What ISP and subscriber say, as flows.</summary>
internal static class EntryFlows
{
    /// <summary>Of one layer in one direction: what it forbids before what it lets through, whatever order it was said in.</summary>
    public static IEnumerable<Flow> Of(CompileInput input, PolicyLayer layer, FlowDirection direction) =>
        input.Entries
            .Where(e => e.Layer == layer && e.FromDevice == (direction == FlowDirection.FromDevice))
            .OrderBy(e => e.Accept).ThenBy(e => e.Id)
            .SelectMany(e => Of(input, e));

    private static IEnumerable<Flow> Of(CompileInput input, PolicyEntry entry)
    {
        var text = $"{LayerName(entry.Layer)} {(entry.Accept ? "allows" : "blocks")} {entry.Peer}";
        ImmutableArray<Because> because = [new(LayerName(entry.Layer), null, entry.Id.ToString())];
        int[] protocols = entry.Protocol >= 0 || !entry.HasPorts ? [entry.Protocol] : [6, 17];
        foreach (var version in (int[])[4, 6])
        {
            var peers = PeersOf(input, entry.Peer, version);
            if (peers is { Length: 0 })
            {
                continue;
            }

            foreach (var protocol in protocols)
            {
                yield return new Flow(version, protocol, peers, null, Flow.AnyPort, entry.Ports, entry.Accept, because, text);
            }
        }
    }

    /// <summary>Entries whose name has no address: what they forbid or let through is nothing.</summary>
    public static IEnumerable<Approximation> Unresolved(CompileInput input) =>
        from entry in input.Entries
        where entry.Peer is PolicyPeer.Name { Value: var name } && new PeerResolver(input).OfName(name, 4).Count + new PeerResolver(input).OfName(name, 6).Count == 0
        select new Approximation(entry.Id.ToString(), entry.Accept ? "over" : "under", "unresolved-name");

    /// <summary>What the ISP lets through and the subscriber forbids, at least in part.</summary>
    public static IEnumerable<PolicyEntry> NotReturned(CompileInput input) =>
        from allows in input.Entries
        where allows is { Layer: PolicyLayer.Isp, Accept: true }
        let mine = Of(input, allows).ToList()
        where input.Entries.Any(f => f is { Layer: PolicyLayer.Subscriber, Accept: false } && f.FromDevice == allows.FromDevice && Narrowing.Of(mine, [.. Of(input, f)]).Any())
        select allows;

    public static string LayerName(PolicyLayer layer) => layer == PolicyLayer.Isp ? "isp" : "subscriber";

    /// <summary>Null: any. Empty: nobody of this version.</summary>
    public static ImmutableArray<PeerTerm>? PeersOf(CompileInput input, PolicyPeer peer, int version)
    {
        IReadOnlyList<IPNetwork> networks;
        switch (peer)
        {
            case PolicyPeer.Local:
                networks = LocalPeers.Of(input.LocalNetworks, version);
                return networks.Count == 0 ? ImmutableArray<PeerTerm>.Empty : [new PeerTerm("local", false, networks)];
            case PolicyPeer.Name { Value: var name }:
                networks = new PeerResolver(input).OfName(name, version);
                return networks.Count == 0 ? ImmutableArray<PeerTerm>.Empty : [new PeerTerm($"name {name}", true, networks)];
            case PolicyPeer.Prefix { Network: var network }:
                return Prefixes.VersionOf(network) != version ? ImmutableArray<PeerTerm>.Empty
                    : network.PrefixLength == 0 ? null
                    : [new PeerTerm(network.ToString(), false, [network])];
            default:
                return null;
        }
    }
}
