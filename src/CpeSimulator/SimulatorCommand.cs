using System.Globalization;
using System.Net;
using CpeSimulator.Manufacturer;
using CpeSimulator.Streets;

namespace CpeSimulator;

/// <summary>The command line: a street against any ACS, for demos, labs and load.</summary>
internal static class SimulatorCommand
{
    private const string Usage = """
        usage: CpeSimulator [--cwmp URL] [--mqtt HOST:PORT] [--count N] [--serial-prefix P] [--periodic SECONDS]
                            [--spread SECONDS] [--for SECONDS] [--listen ADDRESS] [--no-hosts] [--quiet]
          --cwmp URL           gateways that speak CWMP call here
          --mqtt HOST:PORT     gateways that speak USP connect here; with both, they are half and half
          --count N            gateways (20)
          --spread SECONDS     they start spread over so long (0)
          --for SECONDS        ends after so long; else with Ctrl-C
          --listen ADDRESS     where CWMP gateways hear connection requests (127.0.0.1)
          --no-hosts           no IoT hosts, no MUD file server
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken stop)
    {
        if (Read(args) is not { } command)
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        await using var makers = command.Street.HasHosts ? await SimulatedManufacturer.StartAsync() : null;
        await using var street = await Street.CreateAsync(command.Street, makers);
        if (makers is not null)
        {
            var anchor = await makers.ExportAnchorAsync(Path.Combine(Path.GetTempPath(), "cpe-simulator"));
            await output.WriteLineAsync($"MUD files at {makers.UrlOf("camera")}, anchor {anchor}");
        }

        if (!command.IsQuiet)
        {
            street.News += n => output.WriteLine($"{n.At:HH:mm:ss} {n.Gateway.Options.SerialNumber} {n.Text}");
        }

        street.Start();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (command.Duration is { } duration)
        {
            ended.CancelAfter(duration);
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
            {
                await output.WriteLineAsync(street.Status().ToString());
            }
        }
        catch (OperationCanceledException)
        {
            await output.WriteLineAsync(street.Status().ToString());
        }

        return 0;
    }

    private static Command? Read(string[] args)
    {
        var street = new StreetOptions();
        TimeSpan? duration = null;
        var quiet = false;
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : -1;
            StreetOptions? next = args[i] switch
            {
                "--cwmp" when Uri.TryCreate(value, UriKind.Absolute, out var url) => street with { Cwmp = url },
                "--mqtt" when value.Split(':') is [var host, var port] && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var p) =>
                    street with { MqttHost = host, MqttPort = p },
                "--count" when number > 0 => street with { Count = number },
                "--serial-prefix" when value.Length > 0 => street with { SerialPrefix = value },
                "--periodic" when number > 0 => street with { PeriodicInterval = TimeSpan.FromSeconds(number) },
                "--spread" when number >= 0 => street with { StartSpread = TimeSpan.FromSeconds(number) },
                "--for" when number > 0 => street,
                "--listen" when IPAddress.TryParse(value, out var address) => street with { Listen = address },
                "--no-hosts" => street with { HasHosts = false },
                "--quiet" => street,
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            street = next;
            duration = args[i] == "--for" ? TimeSpan.FromSeconds(number) : duration;
            quiet |= args[i] == "--quiet";
            i += args[i] is "--no-hosts" or "--quiet" ? 0 : 1;
        }

        return street.Cwmp is null && street.MqttHost is null ? null : new Command(street, duration, quiet);
    }

    private sealed record Command(StreetOptions Street, TimeSpan? Duration, bool IsQuiet);
}
