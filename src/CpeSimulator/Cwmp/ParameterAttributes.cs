using System.Collections.Concurrent;

namespace CpeSimulator.Cwmp;

/// <summary>Notification attributes (TR-069 A.3.2.4): by path; a partial path counts for what lies below it.</summary>
internal sealed class ParameterAttributes
{
    private static readonly string[] s_forcedActive =
        ["DeviceInfo.SoftwareVersion", "DeviceInfo.ProvisioningCode", "ManagementServer.ConnectionRequestURL", "ManagementServer.ConnReqJabberID"];

    private readonly ConcurrentDictionary<string, int> _byPath = new(StringComparer.Ordinal);

    public void Set(string path, int notification) => _byPath[path] = notification;

    public void Clear() => _byPath.Clear();

    /// <summary>0 off, 1 passive, 2 active.</summary>
    public int Of(string path)
    {
        if (s_forcedActive.Any(f => path.EndsWith(f, StringComparison.Ordinal)))
        {
            return 2;
        }

        for (var at = path; at.Length > 0;)
        {
            if (_byPath.TryGetValue(at, out var found))
            {
                return found;
            }

            var dot = at.TrimEnd('.').LastIndexOf('.');
            at = dot < 0 ? "" : at[..(dot + 1)];
        }

        return 0;
    }
}
