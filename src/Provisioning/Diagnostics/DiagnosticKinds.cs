namespace Provisioning.Diagnostics;

/// <summary>The diagnostics' names, as in the API.</summary>
public static class DiagnosticKinds
{
    public const string Ping = "ping";
    public const string Traceroute = "traceroute";
    public const string NsLookup = "nslookup";

    /// <summary>Speed towards the gateway (TR-143).</summary>
    public const string Download = "download";

    /// <summary>Speed from the gateway (TR-143).</summary>
    public const string Upload = "upload";

    public const string WifiNeighbours = "wifiNeighbours";

    public static IReadOnlyList<string> All { get; } = [Ping, Traceroute, NsLookup, Download, Upload, WifiNeighbours];
}
