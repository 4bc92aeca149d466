using System.Globalization;
using CpeSimulator.Manufacturer;
using CpeSimulator.Streets;

namespace Acs.Demo;

/// <summary>
/// The demo's content: makers that serve signed MUD files, a street of simulated homes, and a firmware campaign for the
/// gateways that are outdated. Speaks to the server through its sockets only.
/// </summary>
public sealed class DemoStreet : IAsyncDisposable
{
    private const string OldVersion = "1.4.2";
    private const string NewVersion = "2.0.0";

    private readonly SimulatedManufacturer _makers;
    private readonly TextWriter _output;
    private readonly CancellationTokenSource _stop = new();
    private Street? _street;
    private Task _telling = Task.CompletedTask;

    private DemoStreet(SimulatedManufacturer makers, IReadOnlyDictionary<string, string?> configuration, TextWriter output)
    {
        _makers = makers;
        _output = output;
        Configuration = configuration;
    }

    /// <summary>What the server must be started with: <c>Acs:…</c> keys, weaker than what the person gave.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; }

    public Street? Street => _street;

    public SimulatedManufacturer Makers => _makers;

    /// <summary>Starts the makers' HTTPS server, whose addresses and anchor go into the configuration.</summary>
    /// <param name="directory">Where the anchor is written.</param>
    public static async Task<DemoStreet> PrepareAsync(string directory, TextWriter output)
    {
        var makers = await SimulatedManufacturer.StartAsync();
        var anchor = await makers.ExportAnchorAsync(directory);
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Acs:Enrolment"] = "Open",
            // The makers are on loopback; nowhere but in a demo may a device's URL lead there.
            ["Acs:Mud:AllowPrivateAddresses"] = "true",
            ["Acs:Mud:TlsAnchors:0"] = anchor,
            ["Acs:Mud:TrustAnchors:0"] = anchor,
        };
        foreach (var (name, addresses) in SimulatedManufacturer.Names)
        {
            configuration["Acs:Mud:Names:" + name] = string.Join(',', addresses);
        }

        return new DemoStreet(makers, configuration, output);
    }

    /// <summary>The homes begin to call; the firmware campaign is made and started. Returns when that is done, the homes go on.</summary>
    public async Task StartAsync(
        Uri web, Uri cwmp, string mqttHost, int mqttPort, string adminKey, CancellationToken cancellationToken)
    {
        _street = await Street.CreateAsync(
            new StreetOptions
            {
                Cwmp = cwmp,
                MqttHost = mqttHost,
                MqttPort = mqttPort,
                Count = 20,
                SerialPrefix = "DEMO",
                CurrentVersion = NewVersion,
                OutdatedVersion = OldVersion,
                Outdated = 4,
            },
            _makers);
        _street.News += n => _output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{n.At:HH:mm:ss}  {n.Gateway.Options.SerialNumber} {n.Text}"));
        _street.Start();
        _telling = Task.Run(() => TellAsync(_street, web, _stop.Token), cancellationToken);
        using var api = new DemoApi(web, adminKey);
        await DemoCampaign.RunAsync(api, _street, NewVersion, _output, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _telling;
        }
        catch (OperationCanceledException)
        {
            // That is how it stops.
        }

        if (_street is not null)
        {
            await _street.DisposeAsync();
        }

        await _makers.DisposeAsync();
        _stop.Dispose();
    }

    private async Task TellAsync(Street street, Uri web, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        var (last, isDone) = ("", false);
        while (await timer.WaitForNextTickAsync(stop))
        {
            var status = street.Status();
            var line = $"street: {status.Reached}/{status.Gateways} gateways reached, {status.Protected}/{status.Hosts} hosts kept to their MUD files, {status.Outdated} outdated";
            if (line != last)
            {
                await _output.WriteLineAsync(line);
                last = line;
            }

            if (!isDone && status.Protected == status.Hosts && status.MisdeedsDropped > 0)
            {
                isDone = true;
                await _output.WriteLineAsync(Summary(street, status, web));
            }
        }
    }

    private static string Summary(Street street, StreetStatus status, Uri web)
    {
        var (home, culprit) = street.Misbehaving;
        var id = $"{home.Options.Oui}-{home.Options.ProductClass}-{home.Options.SerialNumber}";
        return $"""

            The street is under management: every host reaches what its MUD file allows, and nothing else.
              {culprit.HostName} behind {home.Options.SerialNumber} misbehaves: {status.MisdeedsDropped} forbidden packets dropped, {status.MisdeedsPassed} had passed before.
              Its rules, and why each is there:  {new Uri(web, $"/devices/{id}")}
              The firmware campaign, some minutes long:  {new Uri(web, "/campaigns")}
              Try: set a host's mode to off, reboot a gateway, search for version:2.0.0. Ctrl+C ends the street.

            """;
    }
}
