using CpeSimulator;
using CpeSimulator.Cwmp;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests;

/// <summary>A simulated gateway that knows where the test's server is.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly ConnectionRequestListener _requests;

    private TestGateway(Gateway gateway, ConnectionRequestListener requests)
    {
        Gateway = gateway;
        _requests = requests;
    }

    public Gateway Gateway { get; }

    /// <summary>As in the API.</summary>
    public string Id => IdOf(Gateway.Options);

    public static async Task<TestGateway> StartAsync(TestAcs acs, ManagementProtocol protocol, GatewayOptions options, Action<Gateway>? prepare = null, int? mqttPort = null)
    {
        var requests = await ConnectionRequestListener.StartAsync();
        var gateway = new Gateway(
            options with
            {
                Protocol = protocol,
                AcsUrl = acs.Addresses.Cwmp,
                MqttPort = mqttPort ?? acs.Addresses.Mqtt.Port,
                RetryWait = TimeSpan.FromSeconds(1),
                RebootTime = TimeSpan.FromMilliseconds(200),
            },
            requests: requests);
        prepare?.Invoke(gateway);
        gateway.Start();
        return new TestGateway(gateway, requests);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _requests.DisposeAsync();
    }

    /// <summary>OUI-ProductClass-SerialNumber with percent-encoded parts.</summary>
    private static string IdOf(GatewayOptions options) =>
        string.Join('-', ((string[])[options.Oui, options.ProductClass, options.SerialNumber]).Select(p => Uri.EscapeDataString(p).Replace("-", "%2D", StringComparison.Ordinal)));
}
