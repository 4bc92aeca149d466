using System.Collections.Immutable;
using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// Reads one direction of a MUD file into flows, in the order of its ACLs and ACEs: what is decided about the first
/// packet of a connection (every packet, where the dialect knows no connections).
/// </summary>
internal sealed class FlowReader(CompileInput input, FlowDirection direction)
{
    private const string OfCommunity = "community";

    private readonly PeerResolver _peers = new(input);
    private readonly List<Flow> _flows = [];
    private readonly List<Approximation> _approximations = [];
    private readonly List<Unmet> _unmet = [];

    public IReadOnlyList<Flow> Flows => _flows;

    public IReadOnlyList<Approximation> Approximations => _approximations;

    public IReadOnlyList<Unmet> Unmet => _unmet;

    /// <summary>Whose file it is.</summary>
    private string Layer { get; init; } = "manufacturer";

    /// <summary>How the file is called.</summary>
    private string? Name { get; init; }

    /// <summary>Of the community's profile, where there is one.</summary>
    public static FlowReader? ReadCommunity(CompileInput input, FlowDirection direction)
    {
        if (input is not { Community: { } community, BlocksOnly: false })
        {
            return null;
        }

        var reader = new FlowReader(input with { File = community }, direction) { Layer = OfCommunity, Name = input.CommunityName };
        reader.Read();
        return reader;
    }

    public void Read()
    {
        foreach (var acl in direction == FlowDirection.FromDevice ? input.File.FromDevice : input.File.ToDevice)
        {
            foreach (var ace in acl.Aces)
            {
                Read(acl, ace);
            }

            foreach (var name in acl.LeftOut)
            {
                Approximate($"{acl.Name}/{name}", "over", "not-understood");
            }
        }
    }

    private void Read(MudAcl acl, MudAce ace)
    {
        var name = $"{acl.Name}/{ace.Name}";
        var match = ace.Match;
        if ((direction == FlowDirection.FromDevice ? match.SourceName : match.DestinationName) is not null)
        {
            Approximate(name, ace.Accept ? "over" : "under", "name-of-device"); // RFC 8520 §8: the device itself has no name here
            return;
        }

        if (!IsOpening(name, ace) || (input.Strict && input.Dialect.IsStateful() && Mirrors.IsReply(input.File, direction, acl, ace)))
        {
            return;
        }

        var versions = VersionsOf(acl, match).ToList();
        var found = versions.SelectMany(version => Resolve(name, ace, version, versions)).ToList();
        if (found.Count > 0 && !Inexpressible(name, ace, found))
        {
            _flows.AddRange(found);
        }
    }

    /// <summary>
    /// direction-initiated speaks of who opens the flow. Where connections are tracked, a first packet cannot belong to a
    /// flow that the other side opened; replies are let through by state. Stateless, the ACE is all there is.
    /// </summary>
    private bool IsOpening(string name, MudAce ace)
    {
        var opener = direction == FlowDirection.FromDevice ? MudInitiator.FromDevice : MudInitiator.ToDevice;
        if (ace.Match.InitiatedBy is not { } initiator || initiator == opener)
        {
            return true;
        }

        if (input.Dialect.IsStateful())
        {
            return false;
        }

        Approximate(name, ace.Accept ? "under" : "over", "tcp-state");
        return true;
    }

    private IEnumerable<Flow> Resolve(string name, MudAce ace, int version, IReadOnlyList<int> versions)
    {
        var match = ace.Match;
        var (own, explicitPeer, peerName) = direction == FlowDirection.FromDevice
            ? (match.Source, match.Destination, match.DestinationName)
            : (match.Destination, match.Source, match.SourceName);
        if ((own is { } o && Prefixes.VersionOf(o) != version) || (explicitPeer is { } p && Prefixes.VersionOf(p) != version))
        {
            return [];
        }

        var peers = PeersOf(name, ace, version, versions, explicitPeer, peerName);
        if (peers is { Length: 0 })
        {
            return [];
        }

        ImmutableArray<Because> because = [new(Layer, Name ?? input.File.MudUrl, name)];
        int[] protocols = match.Protocol is { } protocol ? [protocol]
            : match.SourcePorts.Count + match.DestinationPorts.Count > 0 ? [6, 17] : [-1];
        return from number in protocols
               from source in OrAny(match.SourcePorts)
               from destination in OrAny(match.DestinationPorts)
               where source.First <= source.Last && destination.First <= destination.Last
               select new Flow(version, number, peers, own is { PrefixLength: 0 } ? null : own, source, destination, ace.Accept, because, name);
    }

    /// <summary>Null: any. Empty: nobody.</summary>
    private ImmutableArray<PeerTerm>? PeersOf(
        string name, MudAce ace, int version, IReadOnlyList<int> versions, IPNetwork? explicitPeer, string? peerName)
    {
        var symbols = new List<string>();
        IReadOnlyCollection<IPNetwork>? set = null;
        var named = false;
        if (explicitPeer is { PrefixLength: > 0 } network)
        {
            symbols.Add(network.ToString());
            set = [network];
        }

        if (peerName is not null)
        {
            var key = PeerResolver.NameKey(peerName);
            And(v => _peers.OfName(peerName, v), "unresolved-name", peerName, $"name {key}", isNamed: true);
        }

        if (ace.Match.Peer is { } peer)
        {
            And(v => _peers.OfClass(peer, v), "empty-class", Describe(peer), _peers.SymbolOf(peer), isNamed: peer is not MudPeer.LocalNetworks);
        }

        return set is null ? null
            : set.Count == 0 ? ImmutableArray<PeerTerm>.Empty
            : [new PeerTerm(string.Join(" & ", symbols), named, Prefixes.Collapse(set))];

        void And(Func<int, IReadOnlyList<IPNetwork>> addressesOf, string why, string what, string symbol, bool isNamed)
        {
            var addresses = addressesOf(version);
            if (addresses.Count == 0 && versions.All(v => addressesOf(v).Count == 0))
            {
                Approximate(name, ace.Accept ? "over" : "under", why);
                _unmet.Add(new Unmet(name, why, what, ace.JsonPath, ace.Line));
            }

            symbols.Add(symbol);
            named |= isNamed;
            set = set is null ? addresses : [.. Prefixes.Intersect(set, addresses)];
        }
    }

    /// <summary>
    /// Terms that no rule has (ICMP type, TCP flags, TLS profile, Ethernet destination). A permission is widened only where
    /// the peer is narrowed, and left out otherwise; a prohibition is always widened.
    /// </summary>
    private bool Inexpressible(string name, MudAce ace, List<Flow> flows)
    {
        var terms = ace.Match.Lossy.ToList();
        if (ace.Match.IcmpType is not null || ace.Match.IcmpCode is not null)
        {
            terms.Add("icmp-type");
        }

        // The TLS profile only refines a flow that the ACE permits by address and port (RFC 9761 §6).
        var omit = ace.Accept && terms.Exists(t => t != "tls-profile") && flows.Exists(f => f.Peers is null);
        foreach (var term in terms.Distinct(StringComparer.Ordinal))
        {
            Approximate(name, omit || !ace.Accept ? "over" : "under", term);
        }

        return omit;
    }

    private static IEnumerable<int> VersionsOf(MudAcl acl, MudMatch match) => match.IPVersion switch
    {
        4 => [4],
        6 => [6],
        _ => acl.Type switch { MudAclType.IPv4 => [4], MudAclType.IPv6 => [6], _ => [4, 6] },
    };

    private static IEnumerable<PortRange> OrAny(IReadOnlyList<PortRange> ranges) => ranges.Count == 0 ? [Flow.AnyPort] : ranges;

    private static string Describe(MudPeer peer) => peer switch
    {
        MudPeer.Controller controller => $"controller {controller.ClassUri}",
        MudPeer.MyController => "my-controller",
        MudPeer.SameManufacturer => "same-manufacturer",
        MudPeer.Manufacturer maker => $"manufacturer {maker.Authority}",
        MudPeer.Model model => $"model {model.MudUrl}",
        _ => "local-networks",
    };

    private void Approximate(string ace, string kind, string why)
    {
        var approximation = new Approximation(ace, kind, why) { Layer = Layer == OfCommunity ? OfCommunity : null };
        if (!_approximations.Contains(approximation))
        {
            _approximations.Add(approximation);
        }
    }
}
