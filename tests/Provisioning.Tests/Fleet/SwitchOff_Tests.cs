using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Storage;

namespace Provisioning.Tests.Fleet;

/// <summary>When CWMP is switched off over USP, and when it is not (<c>Acs:Migration:OtherProtocol</c>).</summary>
public sealed class SwitchOff_Tests
{
    private const string Enable = "Device.ManagementServer.EnableCWMP";

    [Test]
    public async Task It_is_switched_off_in_the_second_conversation_over_USP_and_never_over_CWMP()
    {
        await using var node = await NodeAsync(OtherProtocolPolicy.SwitchOff);
        var gateway = Gateway();
        await node.SessionAsync(gateway);
        await node.SessionAsync(gateway, Protocols.Usp, ContactEvent.Boot);
        Assert.That(gateway[Enable], Is.EqualTo("true"), "one conversation proves nothing that lasts");
        await node.SessionAsync(gateway);
        Assert.That(gateway[Enable], Is.EqualTo("true"));

        await node.SessionAsync(gateway, Protocols.Usp);
        Assert.That(gateway[Enable], Is.EqualTo("false"));
        Assert.That(await LayerAsync(node), Is.EqualTo(new[] { Layer.Migration }));
        Assert.That(await ConvergenceAsync(node), Is.EqualTo(ConvergenceState.Converged));

        // Somebody switched it on again at the gateway, and it comes over CWMP: there it is left alone.
        gateway[Enable] = "true";
        await node.SessionAsync(gateway, Protocols.Cwmp, ContactEvent.Bootstrap);
        Assert.That(gateway[Enable], Is.EqualTo("true"));
        await node.SessionAsync(gateway, Protocols.Usp, ContactEvent.Boot);
        Assert.That(gateway[Enable], Is.EqualTo("false"));
    }

    [Test]
    public async Task A_gateway_that_never_spoke_CWMP_and_a_policy_that_leaves_change_nothing()
    {
        await using var off = await NodeAsync(OtherProtocolPolicy.SwitchOff);
        await using var leave = await NodeAsync(OtherProtocolPolicy.Leave);
        var (alone, both) = (Gateway(), Gateway());
        await leave.SessionAsync(both);
        for (var i = 0; i < 3; i++)
        {
            await off.SessionAsync(alone, Protocols.Usp, ContactEvent.Boot);
            await leave.SessionAsync(both, Protocols.Usp, ContactEvent.Boot);
        }

        Assert.That((alone[Enable], both[Enable]), Is.EqualTo(("true", "true")));
    }

    [Test]
    public async Task A_refusal_is_remembered_and_the_layer_goes()
    {
        await using var node = await NodeAsync(OtherProtocolPolicy.SwitchOff);
        var gateway = Gateway();
        gateway.Instead = operation => operation is Operation.WriteValues write && write.Values.Any(v => v.Path == Enable)
            ? new Outcome.Failed(write.Id, new Fault(FaultKind.InvalidArguments, "7004", "Set failed", [new ParameterFault(Enable, "7013", "Parameter is read-only")]))
            : null;
        await node.SessionAsync(gateway);
        for (var i = 0; i < 4; i++)
        {
            await node.SessionAsync(gateway, Protocols.Usp, ContactEvent.Boot);
        }

        Assert.That(gateway.Log.OfType<Operation.WriteValues>().Count(w => w.Values.Any(v => v.Path == Enable)), Is.EqualTo(1));
        Assert.That(await LayerAsync(node), Is.Empty);
        Assert.That(await ConvergenceAsync(node), Is.Not.EqualTo(ConvergenceState.Faulted));
        Assert.That(
            (await node.ReadAsync(db => node.Documents.LoadAsync(db, db.Devices.Single().Id, CancellationToken.None))).Capabilities.KeepsCwmp, Does.Contain("7013"));
    }

    [Test]
    public async Task What_a_stronger_layer_declares_holds()
    {
        await using var node = await NodeAsync(OtherProtocolPolicy.SwitchOff);
        var gateway = Gateway();
        await node.SessionAsync(gateway);
        await node.ValuesAsync(await node.ReadAsync(db => db.Devices.Select(d => d.Id).SingleAsync()), (Enable, "true"));
        for (var i = 0; i < 3; i++)
        {
            await node.SessionAsync(gateway, Protocols.Usp, ContactEvent.Boot);
        }

        Assert.That(gateway[Enable], Is.EqualTo("true"));
        Assert.That(await LayerAsync(node), Is.EqualTo(new[] { Layer.Override }));
    }

    [TestCase("Device.", "Device.")]
    [TestCase("InternetGatewayDevice.", "InternetGatewayDevice.")]
    public async Task The_root_is_what_the_gateway_shows_over_each_protocol(string overUsp, string root)
    {
        await using var node = await NodeAsync(OtherProtocolPolicy.Leave);
        var old = new ModelGateway("ROOT") { ["InternetGatewayDevice.DeviceInfo.SoftwareVersion"] = "1.0" };
        old.Instead = operation => operation is Operation.Discover { Path: var path } discover && path != "InternetGatewayDevice." && path.StartsWith("Device.", StringComparison.Ordinal)
            ? new Outcome.Failed(discover.Id, new Fault(FaultKind.NoSuchPath, "9005", "Invalid parameter name", []))
            : null;
        await using (var conversation = await node.OpenAsync(node.Contact("ROOT") with { Values = [new("InternetGatewayDevice.DeviceInfo.SoftwareVersion", "1.0", ParameterType.String)] }))
        {
            await old.ServeAsync(conversation);
        }

        Assert.That(await RootAsync(node), Is.EqualTo("InternetGatewayDevice."));
        var now = new ModelGateway("ROOT");
        if (overUsp != "Device.")
        {
            now["InternetGatewayDevice.DeviceInfo.SoftwareVersion"] = "1.0";
            now.Instead = old.Instead;
        }

        await using (var conversation = await node.OpenAsync(node.Contact("ROOT", Protocols.Usp) with { Values = [new($"{overUsp}DeviceInfo.SoftwareVersion", "1.0", ParameterType.String)] }))
        {
            await now.ServeAsync(conversation);
        }

        Assert.That(await RootAsync(node), Is.EqualTo(root));
        Assert.That(now.Log.OfType<Operation.Discover>().First().Path, Is.EqualTo("Device."), "TR-369 knows no other");
    }

    private static Task<FleetNode> NodeAsync(OtherProtocolPolicy policy) =>
        FleetNode.StartAsync(DatabaseProvider.Sqlite, ("Acs:Migration:OtherProtocol", policy.ToString()));

    private static ModelGateway Gateway() => new("MOVES") { [Enable] = "true" };

    private static Task<string[]> LayerAsync(FleetNode node) => node.ReadAsync(db => db.DeviceLayers.Select(l => l.Name).ToArrayAsync());

    private static Task<ConvergenceState> ConvergenceAsync(FleetNode node) => node.ReadAsync(db => db.Devices.Select(d => d.Convergence).SingleAsync());

    private static async Task<string> RootAsync(FleetNode node) =>
        (await node.ReadAsync(db => node.Documents.LoadAsync(db, db.Devices.Single().Id, CancellationToken.None))).Capabilities.Root;
}
