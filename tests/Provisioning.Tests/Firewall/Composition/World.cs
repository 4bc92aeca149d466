using System.Net;
using Provisioning.Firewall;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Model;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Firewall.Composition;

/// <summary>Random layers over a small world, and what they mean, worked out without the product's code.</summary>
internal sealed class World
{
    public const string Mac = "02:00:00:00:00:50";

    private readonly List<Sentence> _isp = [];
    private readonly List<Sentence> _subscriber = [];
    private readonly List<Sentence> _maker = [];
    private readonly List<Sentence>? _community;

    private World(Random random)
    {
        Fill(_isp, random, 3);
        Fill(_subscriber, random, 4);
        Fill(_maker, random, 6);
        if (random.Next(2) == 0)
        {
            Fill(_community = [], random, 8);
        }
    }

    public static World Of(int seed) => new(new Random(seed));

    /// <summary>What the layers together say to a packet.</summary>
    public bool Lets(FirstPacket packet) =>
        Chosen(packet) ?? (First(_maker, packet) is true && (_community is null || First(_community, packet) is true));

    /// <summary>The same where rules know no connections: what answers to something that ISP or subscriber let through passes as well.</summary>
    public bool LetsWithAnswers(FirstPacket packet) =>
        Of(packet, PolicyLayer.Isp) ?? (Answers(packet, _isp, _isp) ? true : (bool?)null)
        ?? Of(packet, PolicyLayer.Subscriber) ?? (Answers(packet, _subscriber, [.. _isp, .. _subscriber]) ? true : (bool?)null)
        ?? (First(_maker, packet) is true && (_community is null || First(_community, packet) is true));

    /// <summary>What ISP and subscriber say; null: nothing.</summary>
    public bool? Chosen(FirstPacket packet) => Of(packet, PolicyLayer.Isp) ?? Of(packet, PolicyLayer.Subscriber);

    public bool? Of(FirstPacket packet, PolicyLayer layer)
    {
        var said = (layer == PolicyLayer.Isp ? _isp : _subscriber).Where(s => s.Holds(packet)).Select(s => s.Accept).ToList();
        return said.Count == 0 ? null : !said.Contains(false);
    }

    public CompileInput Input(FirewallDialect dialect) => new(
        File(_maker), Mac, [IPAddress.Parse("192.168.1.50")], [IPNetwork.Parse("192.168.1.0/24")],
        new Dictionary<string, IReadOnlyList<IPAddress>>(), new Dictionary<string, IReadOnlyList<IPAddress>>(), [], dialect, Strict: false)
    {
        Entries = [.. Entries(_isp, PolicyLayer.Isp), .. Entries(_subscriber, PolicyLayer.Subscriber)],
        Community = _community is null ? null : File(_community),
    };

    /// <summary>The manufacturer's sentences as a MUD file; null for <paramref name="community"/> where there is no profile.</summary>
    public byte[]? Document(bool community = false) => (community ? _community : _maker) is not { } sentences ? null
        : FileBuilder.File(sentences.Where(s => s.Outward).SelectMany(Json), sentences.Where(s => !s.Outward).SelectMany(Json));

    private static IEnumerable<(string Matches, string Action)> Json(Sentence s)
    {
        // Ports are TCP's or UDP's: without a protocol it takes two entries to say it.
        var ip = s.Prefix is { } prefix ? $"\"{(s.Outward ? "destination" : "source")}-ipv4-network\":\"{prefix}\"" : "";
        string[] transports = s.Protocol == 6 ? ["tcp"] : s.Protocol == 17 ? ["udp"] : s.Ports is null ? [""] : ["tcp", "udp"];
        var ports = s.Ports is { } p ? $"\"destination-port\":{{\"lower-port\":{p.First},\"upper-port\":{p.Last}}}" : "";
        return transports.Select(t => ($"{{\"ipv4\":{{{ip}}}{(t.Length == 0 ? "" : $",\"{t}\":{{{ports}}}")}}}", s.Accept ? "accept" : "drop"));
    }

    private static bool Answers(FirstPacket packet, List<Sentence> layer, List<Sentence> bounds) =>
        layer.Exists(s => s.Accept && s.IsAnsweredBy(packet) && !bounds.Exists(b => !b.Accept && b.Contains(s)));

    private static bool? First(List<Sentence> sentences, FirstPacket packet) => sentences.FirstOrDefault(s => s.Holds(packet))?.Accept;

    private static IEnumerable<PolicyEntry> Entries(List<Sentence> sentences, PolicyLayer layer) =>
        sentences.Select(s => new PolicyEntry(
            Guid.NewGuid(), layer, s.Accept, s.Outward, s.Prefix is { } p ? new PolicyPeer.Prefix(p) : new PolicyPeer.Any(), s.Protocol,
            s.Ports is { } ports ? new PortRange((ushort)ports.First, (ushort)ports.Last) : PolicyEntry.AllPorts));

    private static MudFile File(List<Sentence> sentences) => new(
        "https://maker.test/thing.json", "", null, TimeSpan.FromHours(1), true, null, null, null, null, null, null, null, [],
        [Acl("from", [.. sentences.Where(s => s.Outward)])], [Acl("to", [.. sentences.Where(s => !s.Outward)])]);

    private static MudAcl Acl(string name, Sentence[] sentences) => new(name, MudAclType.IPv4, [.. sentences.Select(Ace)], []);

    private static MudAce Ace(Sentence s, int i)
    {
        PortRange[] ports = s.Ports is { } p ? [new PortRange((ushort)p.First, (ushort)p.Last)] : [];
        var match = s.Outward
            ? new MudMatch(4, s.Protocol < 0 ? null : s.Protocol, null, s.Prefix, null, null, [], ports, null, null, null, null, [])
            : new MudMatch(4, s.Protocol < 0 ? null : s.Protocol, s.Prefix, null, null, null, [], ports, null, null, null, null, []);
        return new MudAce($"ace{i}", match, s.Accept, "$", 1);
    }

    private static void Fill(List<Sentence> sentences, Random random, int most)
    {
        for (var i = random.Next(most + 1); i > 0; i--)
        {
            var length = random.Next(29, 33);
            IPNetwork? prefix = random.Next(5) == 0 ? null : new IPNetwork(IPAddress.Parse($"198.51.100.{random.Next(8) & (255 << (32 - length))}"), length);
            var protocol = random.Next(3) switch { 0 => 6, 1 => 17, _ => -1 };
            var first = random.Next(1, 5);
            (int, int)? ports = random.Next(3) == 0 ? null : (first, random.Next(first, 5));
            sentences.Add(new Sentence(random.Next(3) > 0, random.Next(2) == 0, prefix, protocol, ports));
        }
    }

    private sealed record Sentence(bool Accept, bool Outward, IPNetwork? Prefix, int Protocol, (int First, int Last)? Ports)
    {
        /// <summary>From the service's port to one that a client takes: an unprivileged one, or the same where it is one only.</summary>
        public bool IsAnsweredBy(FirstPacket packet)
        {
            var (service, client) = packet.FromDevice ? (packet.OwnPort, packet.PeerPort) : (packet.PeerPort, packet.OwnPort);
            return packet.FromDevice != Outward
                && (Prefix is not { } prefix || prefix.Contains(packet.Peer))
                && (Protocol < 0 || Protocol == packet.Protocol)
                && (Ports is not { } ports || (ports.First <= service && service <= ports.Last))
                && (client >= 1024 || (Ports is { } one && one.First == one.Last && client == service));
        }

        public bool Contains(Sentence other) =>
            Outward == other.Outward
            && (Protocol < 0 || Protocol == other.Protocol)
            && (Ports is not { } mine || (other.Ports is { } theirs && mine.First <= theirs.First && theirs.Last <= mine.Last))
            && (Prefix is not { } prefix || (other.Prefix is { } inner && prefix.PrefixLength <= inner.PrefixLength && prefix.Contains(inner.BaseAddress)));

        public bool Holds(FirstPacket packet)
        {
            var port = packet.FromDevice ? packet.PeerPort : packet.OwnPort;
            return packet.FromDevice == Outward
                && (Prefix is not { } prefix || prefix.Contains(packet.Peer))
                && (Protocol < 0 || Protocol == packet.Protocol)
                && (Ports is not { } ports || (ports.First <= port && port <= ports.Last));
        }
    }
}
