using Provisioning.Devices;

namespace Provisioning.Diagnostics;

/// <summary>What each diagnostic can be told: names of the API, their parameters (TR-181, TR-098, TR-143) and bounds.</summary>
internal static class DiagnosticFields
{
    /// <summary>A speed test's bytes where the server makes the URL.</summary>
    public const string Bytes = "bytes";

    public const string Url = "url";

    private static readonly DiagnosticField Dscp = Number("dscp", "DSCP", 0, 63);
    private static readonly DiagnosticField Interface = new("interface", "Interface", ParameterType.String);
    private static readonly DiagnosticField Timeout = Number("timeoutMs", "Timeout", 100, 60_000, "5000");
    private static readonly DiagnosticField Size = Number("size", "DataBlockSize", 1, 65_535, "56");

    private static readonly Dictionary<string, DiagnosticField[]> Known = new(StringComparer.Ordinal)
    {
        [DiagnosticKinds.Ping] = [Host(), Number("count", "NumberOfRepetitions", 1, 100, "4"), Timeout, Size, Dscp, Interface],
        [DiagnosticKinds.Traceroute] =
            [Host(), Number("tries", "NumberOfTries", 1, 3, "3"), Timeout, Size, Number("maxHops", "MaxHopCount", 1, 64, "30"), Dscp, Interface],
        [DiagnosticKinds.NsLookup] =
        [
            new("name", "HostName", ParameterType.String, Required: true), new("server", "DNSServer", ParameterType.String),
            Timeout, Number("count", "NumberOfRepetitions", 1, 100, "1"), Interface,
        ],
        [DiagnosticKinds.Download] =
            [new(Url, "DownloadURL", ParameterType.String, Most: 2048), Number(Bytes, "", 1000, 10_000_000_000, "10000000"), Dscp, Interface],
        [DiagnosticKinds.Upload] =
            [new(Url, "UploadURL", ParameterType.String, Most: 2048), Number(Bytes, "TestFileLength", 1000, 1_000_000_000, "5000000"), Dscp, Interface],
        [DiagnosticKinds.WifiNeighbours] = [],
    };

    public static IReadOnlyList<DiagnosticField> Of(string kind) => Known[kind];

    private static DiagnosticField Host() => new("host", "Host", ParameterType.String, Required: true);

    private static DiagnosticField Number(string name, string parameter, long least, long most, string? preset = null) =>
        new(name, parameter, ParameterType.UnsignedInt, preset, Least: least, Most: most);
}
