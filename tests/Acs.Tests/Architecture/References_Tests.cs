using ArchUnitNET.Loader;
using ArchUnitNET.NUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Acs.Tests.Architecture;

/// <summary>References run one way: Acs → UspController → Provisioning.</summary>
public sealed class References_Tests
{
    private static readonly Assembly Provisioning = typeof(global::Provisioning.Devices.DeviceId).Assembly;
    private static readonly Assembly Usp = typeof(global::UspController.UspControllerRegistration).Assembly;
    private static readonly Assembly Host = typeof(global::Acs.Hosting.AcsServer).Assembly;
    private static readonly Assembly Simulator = typeof(global::CpeSimulator.Gateway).Assembly;

    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader().LoadAssemblies(Provisioning, Usp, Host).Build();

    [Test]
    public void Provisioning_knows_no_protocol_and_no_host() =>
        Assert.That(Names(Provisioning), Has.None.Matches<string>(n =>
            n!.StartsWith("Google.Protobuf", StringComparison.Ordinal) || n.StartsWith("MQTTnet", StringComparison.Ordinal) || n is "UspController" or "acs" or "CpeSimulator"));

    [Test]
    public void UspController_knows_no_host() => Assert.That(Names(Usp), Has.None.AnyOf("acs", "CpeSimulator"));

    [Test]
    public void The_simulator_knows_nothing_of_the_server() =>
        Assert.That(Names(Simulator), Has.None.AnyOf("acs", "UspController", "Provisioning"));

    [Test]
    public void Desired_state_sees_neither_database_nor_jobs()
    {
        var desired = Types().That().ResideInNamespaceMatching(@"^Provisioning\.DesiredState").As("desired state");
        var plumbing = Types().That().ResideInNamespaceMatching(@"^(Microsoft\.EntityFrameworkCore|Hangfire|Provisioning\.Storage)").As("plumbing");
        Types().That().Are(desired).Should().NotDependOnAny(plumbing).Check(House);
    }

    [Test]
    public void The_protocols_know_no_mud_and_no_campaign()
    {
        var protocols = Types().That().ResideInNamespaceMatching(@"^(UspController|Acs\.Cwmp)").As("protocols");
        var purposes = Types().That().ResideInNamespaceMatching(@"^Provisioning\.(Mud|Campaigns|Firewall|Firmware)").As("purposes");
        Types().That().Are(protocols).Should().NotDependOnAny(purposes).Check(House);
    }

    private static IEnumerable<string> Names(Assembly assembly) => assembly.GetReferencedAssemblies().Select(a => a.Name!);
}
