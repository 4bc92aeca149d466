using System.Net;

namespace Provisioning.Devices;

/// <summary>By which address the internet knows a gateway, as it reports it itself.</summary>
internal static class WanAddresses
{
    private static readonly IPNetwork[] Inside =
        [.. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3"]).Select(IPNetwork.Parse)];

    /// <param name="path">Behind the root.</param>
    public static bool IsOne(string path) =>
        (path.StartsWith("IP.Interface.", StringComparison.Ordinal) && path.EndsWith(".IPAddress", StringComparison.Ordinal) && path.Contains(".IPv4Address.", StringComparison.Ordinal))
        || (path.StartsWith("WANDevice.", StringComparison.Ordinal) && path.EndsWith(".ExternalIPAddress", StringComparison.Ordinal));

    /// <returns>The first that is not private (behind a carrier's NAT an address names nobody, RFC 6598); null: there is none.</returns>
    public static string? Of(ReportedParameters reported) => Values(reported)
        .Select(v => IPAddress.TryParse(v, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && !Inside.Any(i => i.Contains(address)) ? address.ToString() : null)
        .FirstOrDefault(a => a is not null);

    private static IEnumerable<string?> Values(ReportedParameters reported)
    {
        foreach (var row in reported.Instances("Device.IP.Interface.").SelectMany(i => reported.Instances(i + "IPv4Address.")))
        {
            yield return reported.Value(row + "IPAddress");
        }

        const string Root = "InternetGatewayDevice.WANDevice.";
        foreach (var connection in reported.Instances(Root).SelectMany(d => reported.Instances(d + "WANConnectionDevice.")))
        {
            foreach (var row in reported.Instances(connection + "WANIPConnection.").Concat(reported.Instances(connection + "WANPPPConnection.")))
            {
                yield return reported.Value(row + "ExternalIPAddress");
            }
        }
    }
}
