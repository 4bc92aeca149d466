using System.Net;

namespace Provisioning.Firewall.Evaluation;

/// <summary>Which row of <c>Device.Hosts.AccessControl.</c> shuts a packet's host out of the internet, read back from a gateway.</summary>
public sealed class AccessEvaluator
{
    private const string Table = "Device.Hosts.AccessControl.";

    private static readonly IPNetwork[] _near =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("255.255.255.255/32"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("ff00::/8"),
    ];

    private readonly List<(string Row, string Mac)> _denied = [];

    /// <param name="values">Full paths and values; what is not below the table is ignored.</param>
    public AccessEvaluator(IReadOnlyDictionary<string, string> values)
    {
        foreach (var row in RowReader.Rows(values, Table))
        {
            var reader = new RowReader(values, row);
            if (reader.Flag("Enable") && reader.Text("AccessPolicy") == "Deny")
            {
                _denied.Add((row, Bare(reader.Text("PhysAddress"))));
            }
        }
    }

    /// <returns>The row's path; null: none denies it. What stays in the home is not its matter; neither are answers, which nobody asked for.</returns>
    public string? Denies(Packet packet, IReadOnlyList<IPAddress> own) =>
        packet is { FromLan: true, SourceMac: { } mac } && !IsNear(packet.Destination, own) ? _denied.Find(d => d.Mac == Bare(mac)).Row : null;

    /// <summary>Private, on the link, or in the same /64 as one of the host's own addresses.</summary>
    private static bool IsNear(IPAddress address, IReadOnlyList<IPAddress> own) =>
        Array.Exists(_near, p => p.Contains(address))
        || own.Any(o => o.AddressFamily == address.AddressFamily && address.GetAddressBytes() is { Length: 16 } bytes && bytes.AsSpan(0, 8).SequenceEqual(o.GetAddressBytes().AsSpan(0, 8)));

    private static string Bare(string mac) => new([.. mac.Where(char.IsAsciiHexDigit).Select(char.ToLowerInvariant)]);
}
