using Provisioning.Devices;

namespace Provisioning.Firewall;

/// <summary>
/// How a change that somebody made at the gateway is noticed without reading the firewall again and again: TR-181's
/// <c>Device.Firewall.LastChange</c>, of which the gateway tells by itself. Pure.
/// </summary>
public static class FirewallWatch
{
    private const string Table = "Firewall.";

    /// <param name="root"><c>Device.</c></param>
    public static string PathOf(string root) => $"{root}{Table}LastChange";

    /// <summary>False for every value that is explained by what the server itself wrote and has not read back yet.</summary>
    public static bool IsNews(ReportedParameters reported, ParameterValue value) =>
        !IsWatch(value.Path) || reported.ReadAt(value.Path) is not null;

    /// <summary>After a new time of change the rows are whatever somebody made of them.</summary>
    public static ReportedParameters After(ReportedParameters reported, IEnumerable<ParameterValue> fresh)
    {
        foreach (var value in fresh)
        {
            if (IsWatch(value.Path))
            {
                reported = reported.Stale(value.Path[..(value.Path.LastIndexOf('.') + 1)]);
            }
        }

        return reported;
    }

    /// <summary>Our own writes move the time of change too: it is read back with them.</summary>
    public static string? WrittenWith(string path) =>
        path.StartsWith("Device." + Table, StringComparison.Ordinal) ? PathOf("Device.") : null;

    private static bool IsWatch(string path) => string.Equals(path, PathOf("Device."), StringComparison.Ordinal);
}
