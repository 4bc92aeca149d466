namespace Benchmarks.Hosting;

/// <summary>The configuration under which the product is measured: its defaults, on loopback, open to every device.</summary>
internal static class AcsSettings
{
    /// <param name="ports">CWMP, pages, files, MQTT; 0 where any will do (not for MQTT).</param>
    public static Dictionary<string, string?> For(string data, int[] ports) => new(StringComparer.Ordinal)
    {
        ["Acs:DataDirectory"] = data,
        ["Acs:Enrolment"] = "Open",
        ["Acs:Cwmp:Url"] = $"http://127.0.0.1:{ports[0]}",
        ["Acs:Web:Url"] = $"http://127.0.0.1:{ports[1]}",
        ["Acs:Files:Url"] = $"http://127.0.0.1:{ports[2]}",
        ["Acs:Usp:Mqtt:Port"] = $"{ports[3]}",
    };
}
