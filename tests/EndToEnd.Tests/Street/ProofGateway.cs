using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;

namespace EndToEnd.Tests.Street;

/// <summary>A gateway of the proof: behind it the camera, which has a MUD file, and the laptop, which has none.</summary>
internal sealed class ProofGateway : IAsyncDisposable
{
    private readonly TestAcs _acs;
    private readonly TestGateway _gateway;

    private ProofGateway(TestAcs acs, TestGateway gateway, FirewallHistory history) => (_acs, _gateway, History) = (acs, gateway, history);

    public DataModel Model => _gateway.Gateway.Model;

    public GatewayCounters Counters => _gateway.Gateway.Counters;

    public string Id => _gateway.Id;

    public FirewallHistory History { get; }

    public static async Task<ProofGateway> StartAsync(TestAcs acs, ManagementProtocol protocol, GatewayProfile profile, string mudUrl)
    {
        FirewallHistory? history = null;
        var options = new GatewayOptions
        {
            SerialNumber = $"PROOF-{protocol}-{profile}",
            Profile = profile,
            LanNumber = 77,
            ValueChangePolling = TimeSpan.FromMilliseconds(200),
        };
        var gateway = await TestGateway.StartAsync(acs, protocol, options, g =>
        {
            g.Lan.Join(new LanHost(Home.HostMac, "camera", IPAddress.Parse("192.168.77.20")) { IPv6 = IPAddress.Parse("fd77::20"), MudUrl = mudUrl });
            g.Lan.Join(new LanHost(Home.NeighbourMac, "laptop", IPAddress.Parse("192.168.77.21")) { IPv6 = IPAddress.Parse("fd77::21") });
            history = new FirewallHistory(g.Model);
        });
        return new ProofGateway(acs, gateway, history!);
    }

    /// <summary>Waits for the file whose mark is a rule for this port.</summary>
    /// <returns>The firewall as nftables script.</returns>
    public async Task<string> FileArrivesAsync(string port)
    {
        await Eventually.TrueAsync(
            () => Task.FromResult(Model.Read("Device.Firewall.").Any(p => p.Path.EndsWith(".DestPort", StringComparison.Ordinal) && p.Value == port)),
            $"a rule for port {port} is on {Id}",
            () => _acs.StoryAsync(Id));
        await _acs.ConvergesAsync(Id);
        return NftablesFirewall.ScriptOf(Model);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
