using System.Net;
using System.Text;
using Provisioning.Firewall;
using Provisioning.Firewall.Evaluation;
using Provisioning.Mud;

namespace Provisioning.Tests.Firewall.Meaning;

/// <summary>A file compiled in a world, and every first packet on which the rules and the file disagree.</summary>
internal sealed class Comparison
{
    private static readonly string[] Inexpressible = ["unresolved-name", "empty-class", "stateless-replies", "tcp-state"];

    private readonly World _world;
    private readonly FileMeaning _meaning;
    private readonly HashSet<string> _excused;
    private readonly bool _stateful;

    private Comparison(World world, FileMeaning meaning, FirewallPolicy policy)
    {
        _world = world;
        _meaning = meaning;
        Policy = policy;
        _stateful = policy.Dialect is FirewallDialect.Tr181V16 or FirewallDialect.Tr181V18;
        _excused = [.. policy.Approximations.Where(a => !Inexpressible.Contains(a.Why)).Select(a => a.Ace)];
    }

    public FirewallPolicy Policy { get; }

    public int Compared { get; private set; }

    public static Comparison? Of(byte[] content, FirewallDialect dialect)
    {
        var text = Encoding.UTF8.GetString(content).TrimStart('\ufeff');
        var world = World.Of(text);
        return MudParser.Parse(content).File is { } file && FileMeaning.Of(text, world) is { } meaning
            ? new Comparison(world, meaning, FirewallCompiler.Compile(Input(file, world, dialect)))
            : null;
    }

    public static CompileInput Input(Provisioning.Mud.Model.MudFile file, World world, FirewallDialect dialect) => new(
        file, World.HostMac, [World.Host4, World.Host6], World.Lan, world.Names, world.Controllers, world.Peers, dialect, Strict: false);

    /// <param name="policy">Null: the compiled one; or a changed one, to see whether the change is noticed.</param>
    public IEnumerable<string> Differences(FirewallPolicy? policy = null)
    {
        var evaluator = new FirewallEvaluator(Tr181Printer.Print(policy ?? Policy));
        foreach (var probe in Atoms.Of(_meaning, _world, host6: true))
        {
            Compared++;
            var verdict = evaluator.Decide(AsPacket(probe));
            var (mayPass, mayDrop) = _meaning.Decide(probe, _stateful, _excused);
            if (verdict.Accepted is not { } accepted || (accepted ? !mayPass : !mayDrop))
            {
                yield return $"{(probe.FromDevice ? "from" : "to")} device, protocol {probe.Protocol}, peer {probe.Peer}, ports {probe.SourcePort} > {probe.DestinationPort}: " +
                    $"rules say {verdict.Accepted?.ToString() ?? "nothing"} by {string.Join(" ", verdict.Trail)}, file may pass {mayPass}, may drop {mayDrop}";
            }
        }
    }

    /// <summary>First packets of other hosts that the rules decide; there must be none.</summary>
    /// <param name="policy">As for <see cref="Differences"/>.</param>
    public IEnumerable<string> OthersDecided(FirewallPolicy? policy = null)
    {
        var evaluator = new FirewallEvaluator(Tr181Printer.Print(policy ?? Policy));
        var (other4, other6) = (IPAddress.Parse("192.168.1.21"), IPAddress.Parse("2001:db8:1::21"));
        foreach (var probe in Atoms.Of(_meaning, _world, host6: true).Where(p => !p.Peer.Equals(World.Host4) && !p.Peer.Equals(World.Host6)))
        {
            var packet = AsPacket(probe);
            var own = probe.Version == 4 ? other4 : other6;
            packet = probe.FromDevice ? packet with { SourceMac = "02:00:00:00:00:21", Source = own } : packet with { Destination = own };
            if (evaluator.Decide(packet).Accepted is not null)
            {
                yield return packet.ToString();
            }
        }
    }

    private static Packet AsPacket(Probe probe) => probe.FromDevice
        ? new Packet(World.HostMac, probe.Own, probe.Peer, probe.Protocol, probe.SourcePort, probe.DestinationPort)
        : new Packet("02:ff:ff:ff:ff:ff", probe.Peer, probe.Own, probe.Protocol, probe.SourcePort, probe.DestinationPort, FromLan: false);
}
