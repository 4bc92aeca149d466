using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Street;

/// <summary>
/// The street's proof: gateways with a kernel's firewall. The server learns the camera's MUD URL from each gateway, fetches
/// the signed file, compiles it and pushes <c>Device.Firewall.</c>; that is turned into nftables, and real packets from the
/// camera's namespace pass or are dropped exactly as the file says, before a change of the file, after it, and all the way
/// between: a gateway puts every accepted write into force at once, so a push is a row of firewalls.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed class StreetProof_Tests
{
    private readonly Dictionary<ProofGateway, (string First, int States, string Second)> _pushed = [];
    private ProofStreet _street = null!;
    private Home _home = null!;

    public static IEnumerable<TestCaseData> Kinds =>
        from protocol in Enum.GetValues<ManagementProtocol>()
        from profile in (GatewayProfile[])[GatewayProfile.P1, GatewayProfile.P2, GatewayProfile.P3, GatewayProfile.P4]
        select new TestCaseData(protocol, profile);

    [OneTimeSetUp]
    public async Task The_file_and_its_change_reach_the_gateways()
    {
        if (NetworkNamespace.Unavailable() is { } reason)
        {
            Assert.Ignore(reason);
        }

        _home = new Home();
        _street = await ProofStreet.StartAsync(Kinds.Select(k => ((ManagementProtocol)k.Arguments[0]!, (GatewayProfile)k.Arguments[1]!)));
        foreach (var gateway in _street.Gateways.Values)
        {
            _pushed[gateway] = (await gateway.FileArrivesAsync("123"), gateway.History.Scripts.Count, "");
        }

        await _street.PublishSecondFileAsync();
        foreach (var gateway in _street.Gateways.Values)
        {
            _pushed[gateway] = _pushed[gateway] with { Second = await gateway.FileArrivesAsync("8443") };
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
    public async Task Packets_pass_exactly_as_the_MUD_file_says_before_and_after_it_changes(ManagementProtocol protocol, GatewayProfile profile)
    {
        var (first, _, second) = _pushed[_street.Gateways[(protocol, profile)]];
        var checks = new ProofChecks(_home);
        _home.Load(first);
        await checks.ExactlyAsync(cloud: true, clock: true, update: false);
        _home.Load(second);
        await checks.ExactlyAsync(cloud: true, clock: false, update: true);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task At_no_step_of_a_change_is_a_host_unprotected_or_cut_off(ManagementProtocol protocol, GatewayProfile profile)
    {
        const int version = 4;
        var gateway = _street.Gateways[(protocol, profile)];
        var (scripts, first) = (gateway.History.Scripts, _pushed[gateway].States);
        var checks = new ProofChecks(_home);

        // A change that came as one write would prove nothing here.
        Assert.That(gateway.History.Writes, Is.GreaterThan(3), "writes that the gateway accepted");
        Assert.That(scripts, Has.Count.GreaterThan(first), "the change of the file changed the firewall");
        TestContext.Out.WriteLine($"{gateway.History.Writes} writes, {scripts.Count} states");
        _home.Load(scripts[0]);
        using var camera = await checks.CameraStaysConnectedAsync(10, 443, version);
        for (var i = 0; i < scripts.Count; i++)
        {
            var when = $" in state {i + 1} of {scripts.Count} (the first file is there from {first}):\n{scripts[i]}";
            _home.Load(scripts[i]);
            await checks.CloudIsOpenAsync(version, when);
            await checks.LaptopIsFreeAsync(version, when);
            Assert.That(await camera.EchoesAsync(), Is.True, $"the camera's open connection to its cloud{when}");
            if (i >= first - 1)
            {
                await checks.ForbiddenAsync(version, when);
            }
        }
    }
}
