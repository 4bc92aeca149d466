using System.Buffers;

namespace Acs.Cwmp.Soap;

/// <summary>
/// The namespaces of CWMP 1.0 to 1.2; 1.3 and 1.4 keep that of 1.2 and negotiate in headers (the BBF schemas say so).
/// Firmware that declares <c>cwmp-1-3</c> or <c>cwmp-1-4</c> all the same gets its own back.
/// </summary>
internal static class CwmpNamespace
{
    public const string Start = "urn:dslforum-org:cwmp-";

    public const string Default = "urn:dslforum-org:cwmp-1-0";

    private const int MaxLength = 40;

    private static readonly SearchValues<char> _suffix = SearchValues.Create("0123456789-");

    private static readonly string[] _versions = ["1.4", "1.3", "1.2", "1.1", "1.0"];

    /// <summary>What to write for what was declared: the same, unless it is no CWMP namespace.</summary>
    public static string Echo(string? declared) =>
        declared is { Length: > 22 and <= MaxLength }
            && declared.StartsWith(Start, StringComparison.Ordinal)
            && !declared.AsSpan(Start.Length).ContainsAnyExcept(_suffix)
            ? declared
            : Default;

    /// <summary>The highest version of <c>SupportedCWMPVersions</c> that is known here, for <c>UseCWMPVersion</c>; null where there is none.</summary>
    public static string? Use(string? supported) =>
        supported is null
            ? null
            : Array.Find(_versions, v => supported.Split(',', StringSplitOptions.TrimEntries).Contains(v, StringComparer.Ordinal));

    /// <summary>
    /// The gateway offers versions and none of them is spoken here (fault 8006). What is no list of versions at all is
    /// noise, and no reason to turn a gateway away.
    /// </summary>
    public static bool IsIncompatible(string? supported) =>
        supported is not null
        && Use(supported) is null
        && supported.Split(',', StringSplitOptions.TrimEntries).All(v => Version.TryParse(v, out _));
}
