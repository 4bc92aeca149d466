using CpeSimulator.DataModels;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Street;

/// <summary>The server, the camera's manufacturer, and gateways of several kinds with the same camera behind each.</summary>
internal sealed class ProofStreet : IAsyncDisposable
{
    private const string Cloud = "cloud.lumen.example";
    private const string Edge = "edge.lumen.example";
    private const string Update = "update.lumen.example";

    private readonly SimulatedManufacturer _maker;
    private readonly AnchorFile _anchors;
    private readonly Dictionary<(ManagementProtocol, GatewayProfile), ProofGateway> _gateways = [];

    private ProofStreet(SimulatedManufacturer maker, AnchorFile anchors, TestAcs acs) => (_maker, _anchors, Acs) = (maker, anchors, acs);

    public TestAcs Acs { get; }

    public IReadOnlyDictionary<(ManagementProtocol Protocol, GatewayProfile Profile), ProofGateway> Gateways => _gateways;

    /// <summary>The camera's first file: its cloud, and its clock there. Port 123 is its mark.</summary>
    public static async Task<ProofStreet> StartAsync(
        IEnumerable<(ManagementProtocol, GatewayProfile)> kinds, params (string Key, string? Value)[] configuration)
    {
        var maker = await SimulatedManufacturer.StartAsync();
        maker.Replace("camera", new MudRule("cloud", "dns:" + Cloud, "tcp", 443), new MudRule("clock", "dns:" + Cloud, "udp", 123));
        var anchors = new AnchorFile(maker.AuthorityPem);
        var acs = await TestAcs.StartAsync(
        [
            ("Acs:Mud:AllowPrivateAddresses", "true"),
            ("Acs:Mud:TlsAnchors:0", anchors.Path),
            ("Acs:Mud:TrustAnchors:0", anchors.Path),
            ($"Acs:Mud:Names:{Cloud}", "203.0.113.10,2001:db8:9::10"),
            ($"Acs:Mud:Names:{Edge}", "203.0.113.10,2001:db8:9::10"),
            ($"Acs:Mud:Names:{Update}", "203.0.113.20,2001:db8:9::20"),
            .. configuration,
        ]);
        var street = new ProofStreet(maker, anchors, acs);
        foreach (var (protocol, profile) in kinds)
        {
            street._gateways.Add((protocol, profile), await ProofGateway.StartAsync(acs, protocol, profile, maker.UrlOf("camera").AbsoluteUri));
        }

        return street;
    }

    /// <summary>
    /// The manufacturer publishes another file: the same cloud under another name, the clock no more, updates instead. Port 8443 is its mark.
    /// </summary>
    public async Task PublishSecondFileAsync()
    {
        _maker.Replace("camera", new MudRule("cloud", "dns:" + Edge, "tcp", 443), new MudRule("update", "dns:" + Update, "tcp", 8443));
        await Acs.SendAsync(HttpMethod.Post, "mud/files", new { url = _maker.UrlOf("camera").AbsoluteUri });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways.Values)
        {
            await gateway.DisposeAsync();
        }

        await Acs.DisposeAsync();
        _anchors.Dispose();
        await _maker.DisposeAsync();
    }
}
