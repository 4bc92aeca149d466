using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Street;

/// <summary>
/// Somebody at the gateway opens what the MUD file forbids. The gateway says that its firewall was changed, the server looks
/// and repairs it; real packets show the hole and its end. What nobody changed is not asked for again.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed class Drift_Tests
{
    private const string Firewall = "Device.Firewall.";

    private ProofStreet _street = null!;
    private Home _home = null!;

    public static IEnumerable<TestCaseData> Kinds =>
        from protocol in Enum.GetValues<ManagementProtocol>()
        from profile in (GatewayProfile[])[GatewayProfile.P1, GatewayProfile.P2, GatewayProfile.P4]
        select new TestCaseData(protocol, profile);

    [OneTimeSetUp]
    public async Task The_file_reaches_the_gateways()
    {
        if (NetworkNamespace.Unavailable() is { } reason)
        {
            Assert.Ignore(reason);
        }

        _home = new Home();
        _street = await ProofStreet.StartAsync(Kinds.Select(k => ((ManagementProtocol)k.Arguments[0]!, (GatewayProfile)k.Arguments[1]!)));
        foreach (var gateway in _street.Gateways.Values)
        {
            await gateway.FileArrivesAsync("123");
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_street is not null)
        {
            await _street.DisposeAsync();
        }

        _home?.Dispose();
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_firewall_that_somebody_switches_off_is_on_again(ManagementProtocol protocol, GatewayProfile profile) =>
        await RepairedAsync(_street.Gateways[(protocol, profile)], model => model.Write($"{Firewall}Enable", "false"));

    [TestCaseSource(nameof(Kinds))]
    public async Task Rules_that_somebody_deletes_are_there_again(ManagementProtocol protocol, GatewayProfile profile) =>
        await RepairedAsync(_street.Gateways[(protocol, profile)], model =>
        {
            foreach (var drop in Drops(model))
            {
                model.DeleteOwn(drop);
            }
        });

    [TestCaseSource(nameof(Kinds))]
    public async Task Rules_that_somebody_turns_from_Drop_to_Accept_drop_again(ManagementProtocol protocol, GatewayProfile profile) =>
        await RepairedAsync(_street.Gateways[(protocol, profile)], model =>
        {
            foreach (var drop in Drops(model))
            {
                model.Write($"{drop}Target", "Accept");
            }
        });

    [TestCaseSource(nameof(Kinds))]
    public async Task Rules_that_somebody_narrows_to_one_protocol_drop_all_again(ManagementProtocol protocol, GatewayProfile profile) =>
        await RepairedAsync(_street.Gateways[(protocol, profile)], model =>
        {
            foreach (var drop in Drops(model))
            {
                model.Write($"{drop}Protocol", "17");
            }
        });

    [TestCaseSource(nameof(Kinds))]
    public async Task A_chain_or_a_flat_rule_set_that_somebody_empties_is_filled_again(ManagementProtocol protocol, GatewayProfile profile) =>
        await RepairedAsync(_street.Gateways[(protocol, profile)], model =>
        {
            foreach (var rule in Rules(model).Where(r => !model.Get($"{r}Description").StartsWith("mud jump", StringComparison.Ordinal)).Reverse().ToList())
            {
                model.DeleteOwn(rule);
            }
        });

    [TestCase(GatewayProfile.P2)]
    [TestCase(GatewayProfile.P4)]
    public async Task A_gateway_that_nobody_touched_is_asked_nothing(GatewayProfile profile)
    {
        var gateway = _street.Gateways[(ManagementProtocol.Cwmp, profile)];
        await _street.Acs.ConvergesAsync(gateway.Id);
        var (requests, sessions) = (gateway.Counters.Requests, gateway.Counters.Sessions);
        await _street.Acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(gateway.Id)}/wake");
        await Eventually.TrueAsync(() => Task.FromResult(gateway.Counters.Sessions > sessions), $"{gateway.Id} comes when it is called");
        Assert.That(gateway.Counters.Requests, Is.EqualTo(requests));
    }

    /// <param name="change">Opens the way from the camera to a stranger.</param>
    private async Task RepairedAsync(ProofGateway gateway, Action<DataModel> change)
    {
        var checks = new ProofChecks(_home);
        _home.Load(NftablesFirewall.ScriptOf(gateway.Model));
        Assert.That(await checks.CameraTcpAsync(30, 443, 4), Is.False, "the camera to a stranger, at first");

        // Seen before the server can have repaired it.
        string? open = null;
        gateway.Model.Atomically(() =>
        {
            change(gateway.Model);
            open = NftablesFirewall.ScriptOf(gateway.Model);
            return true;
        });
        _home.Load(open!);
        Assert.That(await checks.CameraTcpAsync(30, 443, 4), Is.True, "the camera to a stranger, through the hole");

        await Eventually.TrueAsync(
            async () =>
            {
                _home.Load(NftablesFirewall.ScriptOf(gateway.Model));
                return !await checks.CameraTcpAsync(30, 443, 4);
            },
            $"the hole in {gateway.Id} is closed",
            async () => $"{await _street.Acs.StoryAsync(gateway.Id)} {NftablesFirewall.ScriptOf(gateway.Model)}");
        await _street.Acs.ConvergesAsync(gateway.Id);
        _home.Load(NftablesFirewall.ScriptOf(gateway.Model));
        await checks.ExactlyAsync(cloud: true, clock: true, update: false);
    }

    private static List<string> Drops(DataModel model) => [.. Rules(model).Where(r => model.Get($"{r}Target") == "Drop").Reverse()];

    private static List<string> Rules(DataModel model) =>
    [
        .. model.Read($"{Firewall}Chain.").Where(p => p.Path.Contains(".Rule.", StringComparison.Ordinal) && p.Path.EndsWith(".Target", StringComparison.Ordinal))
            .Select(p => p.Path[..(p.Path.LastIndexOf('.') + 1)]),
    ];
}
