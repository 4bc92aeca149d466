using System.Collections.Immutable;
using Provisioning.Conversations;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall;
using Provisioning.Mud;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Firewall.Linking;

/// <summary>Somebody changes at the gateway what the server left at its default, and so never named.</summary>
public sealed class Drift_Tests
{
    private const FirewallDialect Dialect = FirewallDialect.Tr181V16;

    private static readonly Capabilities Model = Models.Of(Dialect);

    [Test]
    public void A_rule_that_was_narrowed_by_a_parameter_nobody_declared_is_wide_again()
    {
        var (gateway, layer) = Converged();
        var drop = Row(gateway, "default: drop everything else from the host");
        gateway[drop + "Protocol"] = "17";
        gateway[drop + "DestPortExclude"] = "0";
        gateway.Forget();
        var steps = gateway.Apply(layer).ToList();
        Assert.That(gateway.Values[drop + "Protocol"], Is.EqualTo("-1"));
        Assert.That(steps, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_rule_that_moves_into_the_row_of_another_keeps_nothing_of_it()
    {
        var (gateway, layer) = Converged();
        var established = Row(gateway, "state: packets");
        var next = gateway.Values.Keys.First(k => k.StartsWith(ParameterPath.Parent(established), StringComparison.Ordinal) && k.EndsWith(".Order", StringComparison.Ordinal) && gateway.Values[k] == "2")[..^"Order".Length];
        Assert.That(gateway.Values.ContainsKey(next + "DestPort"), Is.True, "the next rule is of one port");
        gateway.Delete(established);
        gateway.Forget();
        _ = gateway.Apply(layer).ToList();
        Assert.That(gateway.Values[next + "ConnectionState"], Is.EqualTo("ESTABLISHED,RELATED"));
        Assert.That(gateway.Values[next + "DestPort"], Is.EqualTo("-1"));
        Assert.That(gateway.Values[next + "Protocol"], Is.EqualTo("-1"));
    }

    [Test]
    public void A_gateway_that_insists_on_a_default_of_its_own_is_left_in_peace()
    {
        var (gateway, layer) = Converged();
        foreach (var rule in gateway.Values.Keys.Where(k => k.EndsWith(".Target", StringComparison.Ordinal)).ToList())
        {
            gateway[rule[..^"Target".Length] + "DSCP"] = "0";
        }

        var desired = DesiredComposer.Compose([layer], null);
        var reported = gateway.Reported;
        var progress = ReconcileProgress.Start(desired.Hash);
        var writes = 0;
        while (Reconciler.Next(desired, reported, Model, progress, Protocols.Cwmp, DateTimeOffset.UnixEpoch) is ReconcileStep.Do { Operation: var operation })
        {
            Assert.That(operation, Is.InstanceOf<Operation.WriteValues>());
            Assert.That(++writes, Is.LessThanOrEqualTo(Reconciler.MaxAttempts));
            progress = ProgressAfter.Of(progress, operation, new Outcome.ValuesWritten(operation.Id, false), DateTimeOffset.UnixEpoch);
        }

        Assert.That(writes, Is.EqualTo(Reconciler.MaxAttempts));
        progress = ProgressAfter.Converged(progress, tolerates: true, ImmutableDictionary<string, string>.Empty);
        var after = Reconciler.Next(desired, reported, Model, progress, Protocols.Cwmp, DateTimeOffset.UnixEpoch);
        Assert.That(after, Is.InstanceOf<ReconcileStep.Converged>().With.Property(nameof(ReconcileStep.Converged.Tolerates)).True);
        Assert.That(ProgressAfter.Converged(progress, tolerates: true, ImmutableDictionary<string, string>.Empty), Is.SameAs(progress), "nothing to store at the next contact");
    }

    private static (BenchGateway Gateway, DesiredLayer Layer) Converged()
    {
        var gateway = new BenchGateway(Model, ordered: true) { ["Device.Firewall.Config"] = "Low", ["Device.Firewall.Enable"] = "true" };
        var file = FileBuilder.File([("""{"ipv4":{"destination-ipv4-network":"203.0.113.0/24"},"tcp":{"destination-port":{"operator":"eq","port":443}}}""", "accept")], []);
        var input = new CompileInput(
            MudParser.Parse(file).File!, "02:00:00:00:00:01", [System.Net.IPAddress.Parse("192.168.7.20")], [], Nobody, Nobody, [], Dialect, false);
        var layer = FirewallLinker.Link(FirewallCompiler.Compile(input), Model, gateway.Reported);
        Assert.That(gateway.Apply(layer).Count(), Is.GreaterThan(3));
        return (gateway, layer);
    }

    private static Dictionary<string, IReadOnlyList<System.Net.IPAddress>> Nobody => new(StringComparer.Ordinal);

    private static string Row(BenchGateway gateway, string description) =>
        gateway.Values.First(v => v.Key.EndsWith(".Description", StringComparison.Ordinal) && v.Value.StartsWith(description, StringComparison.Ordinal)).Key[..^"Description".Length];
}
