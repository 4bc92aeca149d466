using System.Collections.Immutable;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Model;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// The answers to what ISP and subscriber let through, where rules know no connections: without an entry of their own they would be lost.
/// Such an entry lets the other side open flows from its service's port too, so it is kept as narrow as it can be, and named.
/// </summary>
internal static class ReplyFlows
{
    public const string Why = "stateless-replies";

    /// <summary>Clients take ports that need no privilege (RFC 6056 §3.2), or the service's own (NTP, IKE).</summary>
    private static readonly PortRange _clients = new(1024, ushort.MaxValue);

    /// <summary>Of one layer, in one direction: the answers to what it lets through in the other.</summary>
    public static IEnumerable<Flow> Of(CompileInput input, PolicyLayer layer, FlowDirection direction) =>
        Answered(input).Where(e => e.Layer == layer && e.FromDevice != (direction == FlowDirection.FromDevice)).OrderBy(e => e.Id).SelectMany(e => Of(input, e));

    /// <summary>What is said of the entries in whose favour that is done.</summary>
    public static IEnumerable<Approximation> Named(CompileInput input) =>
        Answered(input).Where(e => Of(input, e).Any()).Select(e => new Approximation(e.Id.ToString(), "under", Why));

    private static IEnumerable<PolicyEntry> Answered(CompileInput input) => input.Dialect.IsStateful() || input.BlocksOnly ? []
        : input.Entries.Where(e => e.Accept && !input.Entries.Any(f => !f.Accept && f.Layer <= e.Layer && Covers(f, e)));

    /// <summary>What is forbidden whole needs no answers.</summary>
    private static bool Covers(PolicyEntry forbids, PolicyEntry allows) =>
        forbids.FromDevice == allows.FromDevice
        && (forbids.Protocol < 0 || forbids.Protocol == allows.Protocol)
        && (!forbids.HasPorts || (allows.HasPorts && Flow.Covers(forbids.Ports, allows.Ports)))
        && (forbids.Peer == allows.Peer || forbids.Peer is PolicyPeer.Any
            || (forbids.Peer is PolicyPeer.Prefix { Network: var outer } && allows.Peer is PolicyPeer.Prefix { Network: var inner }
                && Prefixes.VersionOf(outer) == Prefixes.VersionOf(inner) && Prefixes.Covers(outer, inner)));

    private static IEnumerable<Flow> Of(CompileInput input, PolicyEntry entry)
    {
        ImmutableArray<Because> because = [new(EntryFlows.LayerName(entry.Layer), null, entry.Id.ToString())];
        var text = $"{EntryFlows.LayerName(entry.Layer)} allows {entry.Peer}: replies";
        foreach (var version in (int[])[4, 6])
        {
            var peers = EntryFlows.PeersOf(input, entry.Peer, version);
            if (peers is { Length: 0 })
            {
                continue;
            }

            foreach (var protocol in Protocols(entry, version))
            {
                var (service, clients) = protocol is 6 or 17 ? (entry.Ports, Clients(entry.Ports)) : (Flow.AnyPort, [Flow.AnyPort]);
                foreach (var client in clients)
                {
                    yield return new Flow(version, protocol, peers, null, service, client, Accept: true, because, text);
                }
            }
        }
    }

    private static PortRange[] Clients(PortRange service) => service.First == service.Last && service.First < _clients.First ? [_clients, service] : [_clients];

    /// <summary>Of any protocol: those whose flows have answers that are known.</summary>
    private static int[] Protocols(PolicyEntry entry, int version) =>
        entry.Protocol >= 0 ? [entry.Protocol] : entry.HasPorts ? [6, 17] : [6, 17, version == 4 ? 1 : 58];
}
