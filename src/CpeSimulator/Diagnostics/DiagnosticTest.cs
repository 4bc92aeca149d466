using System.Globalization;
using System.Net;

namespace CpeSimulator.Diagnostics;

/// <summary>
/// The gateway's own tests. Speed is really measured, against whatever server the URL names; what lies behind the line
/// (round trips, hops, neighbours) is made up, the same at every run.
/// </summary>
internal sealed class DiagnosticTest(Gateway gateway)
{
    private const string Complete = "Complete";

    /// <summary>Names of the objects, which are those of the commands too.</summary>
    public static bool Knows(string name) => name is "IPPing" or "IPPingDiagnostics" or "TraceRoute" or "TraceRouteDiagnostics"
        or "NSLookupDiagnostics" or "DownloadDiagnostics" or "UploadDiagnostics" or "NeighboringWiFiDiagnostic";

    /// <summary>Outputs by name relative to the object, rows as <c>RouteHops.1.Host</c>; <c>Status</c> is the state at the end.</summary>
    public async Task<IReadOnlyList<(string Name, string Value)>> RunAsync(string name, Func<string, string> input, CancellationToken stop)
    {
        gateway.Tell("tests: " + name);
        if (gateway.Faults.DiagnosticError is { } error)
        {
            return [("Status", error)];
        }

        return name switch
        {
            "IPPing" or "IPPingDiagnostics" => Ping(input),
            "TraceRoute" or "TraceRouteDiagnostics" => Trace(input),
            "NSLookupDiagnostics" => Lookup(input),
            "DownloadDiagnostics" => await DownloadAsync(input("DownloadURL"), stop),
            "UploadDiagnostics" => await UploadAsync(input("UploadURL"), input("TestFileLength"), stop),
            _ => Neighbours(),
        };
    }

    private static string Address(string host) => IPAddress.TryParse(host, out var address) ? address.ToString() : "203.0.113.80";

    private static bool Exists(string host) => host.Length > 0 && !host.EndsWith(".invalid", StringComparison.Ordinal);

    private static (string, string)[] Ping(Func<string, string> input)
    {
        if (!Exists(input("Host")))
        {
            return [("Status", "Error_CannotResolveHostName")];
        }

        return
        [
            ("Status", Complete), ("IPAddressUsed", Address(input("Host"))), ("SuccessCount", input("NumberOfRepetitions")), ("FailureCount", "0"),
            ("AverageResponseTime", "12"), ("MinimumResponseTime", "10"), ("MaximumResponseTime", "15"),
            ("AverageResponseTimeDetailed", "12345"), ("MinimumResponseTimeDetailed", "10001"), ("MaximumResponseTimeDetailed", "15678"),
        ];
    }

    private static (string, string)[] Trace(Func<string, string> input)
    {
        var host = input("Host");
        if (!Exists(host))
        {
            return [("Status", "Error_CannotResolveHostName")];
        }

        return
        [
            ("Status", Complete), ("IPAddressUsed", Address(host)), ("ResponseTime", "12"),
            ("RouteHops.1.Host", "edge.isp.example"), ("RouteHops.1.HostAddress", "198.51.100.1"), ("RouteHops.1.ErrorCode", "0"), ("RouteHops.1.RTTimes", "4,5,4"),
            ("RouteHops.2.Host", host), ("RouteHops.2.HostAddress", Address(host)), ("RouteHops.2.ErrorCode", "0"), ("RouteHops.2.RTTimes", "12,11,12"),
        ];
    }

    private static (string, string)[] Lookup(Func<string, string> input)
    {
        var name = input("HostName");
        var server = input("DNSServer") is { Length: > 0 } given ? given : "198.51.100.53";
        var found = Exists(name);
        return
        [
            ("Status", Complete), ("SuccessCount", found ? "1" : "0"),
            ("Result.1.Status", found ? "Success" : "Error_HostNameNotResolved"), ("Result.1.AnswerType", found ? "NonAuthoritative" : "None"),
            ("Result.1.HostNameReturned", found ? name : ""), ("Result.1.IPAddresses", found ? "203.0.113.80,2001:db8::80" : ""),
            ("Result.1.DNSServerIP", server), ("Result.1.ResponseTime", "7"),
        ];
    }

    private static (string, string)[] Neighbours() =>
    [
        ("Status", Complete),
        ("Result.1.Radio", "Device.WiFi.Radio.1."), ("Result.1.SSID", "Next door"), ("Result.1.BSSID", "02:00:5e:00:00:01"), ("Result.1.Channel", "6"),
        ("Result.1.SignalStrength", "-71"), ("Result.1.Noise", "-92"), ("Result.1.OperatingFrequencyBand", "2.4GHz"),
        ("Result.1.OperatingChannelBandwidth", "20MHz"), ("Result.1.OperatingStandards", "n"), ("Result.1.SecurityModeEnabled", "WPA2"),
        ("Result.2.Radio", "Device.WiFi.Radio.2."), ("Result.2.SSID", "Upstairs"), ("Result.2.BSSID", "02:00:5e:00:00:02"), ("Result.2.Channel", "36"),
        ("Result.2.SignalStrength", "-55"), ("Result.2.Noise", "-95"), ("Result.2.OperatingFrequencyBand", "5GHz"),
        ("Result.2.OperatingChannelBandwidth", "80MHz"), ("Result.2.OperatingStandards", "ax"), ("Result.2.SecurityModeEnabled", "WPA3-SAE"),
    ];

    private async Task<IReadOnlyList<(string Name, string Value)>> DownloadAsync(string url, CancellationToken stop)
    {
        try
        {
            using var client = new HttpClient();
            var requested = gateway.Now;
            using var response = await client.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, stop);
            if (!response.IsSuccessStatusCode)
            {
                return [("Status", "Error_TransferFailed")];
            }

            var begun = gateway.Now;
            await using var body = await response.Content.ReadAsStreamAsync(stop);
            var (buffer, bytes) = (new byte[64 * 1024], 0L);
            for (int read; (read = await body.ReadAsync(buffer, stop)) > 0;)
            {
                bytes += read;
            }

            return Measured("Received", bytes, requested, begun, gateway.Now);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException)
        {
            return [("Status", "Error_InitConnectionFailed")];
        }
    }

    private async Task<IReadOnlyList<(string Name, string Value)>> UploadAsync(string url, string length, CancellationToken stop)
    {
        try
        {
            using var client = new HttpClient();
            var bytes = int.Parse(length, CultureInfo.InvariantCulture);
            using var content = new ByteArrayContent(new byte[bytes]);
            var begun = gateway.Now;
            using var response = await client.PutAsync(new Uri(url), content, stop);
            return response.IsSuccessStatusCode ? Measured("Sent", bytes, begun, begun, gateway.Now) : [("Status", "Error_TransferFailed")];
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException or FormatException)
        {
            return [("Status", "Error_InitConnectionFailed")];
        }
    }

    private static (string, string)[] Measured(string direction, long bytes, DateTimeOffset requested, DateTimeOffset begun, DateTimeOffset ended)
    {
        string Time(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        var count = bytes.ToString(CultureInfo.InvariantCulture);
        return
        [
            ("Status", Complete), ("ROMTime", Time(requested)), ("BOMTime", Time(begun)), ("EOMTime", Time(ended)),
            ($"TestBytes{direction}", count), ($"TotalBytes{direction}", count),
            ("TCPOpenRequestTime", Time(requested)), ("TCPOpenResponseTime", Time(requested.AddMilliseconds(3))),
        ];
    }
}
