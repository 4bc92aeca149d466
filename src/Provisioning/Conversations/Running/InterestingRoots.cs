using Provisioning.DataModels;
using Provisioning.Devices;

namespace Provisioning.Conversations.Running;

/// <summary>The subtrees that something in the server looks at; the rest of a gateway is left in peace.</summary>
internal static class InterestingRoots
{
    /// <summary>What is asked for its names, over CWMP.</summary>
    public static IEnumerable<string> Discovered(string root) => DataModelMaps.Of(root).Discover.Select(r => root + r);

    /// <summary>What is read, as far as the gateway has it, and how old it may grow.</summary>
    public static IEnumerable<(string Root, TimeSpan MaxAge)> Read(Capabilities capabilities, RefreshOptions refresh)
    {
        var map = DataModelMaps.Of(capabilities.Root);
        foreach (var root in map.ReadHosts.Select(r => map.Root + r))
        {
            if (Exists(capabilities, root))
            {
                yield return (root, refresh.Hosts);
            }
        }

        foreach (var root in map.ReadSettings.Select(r => map.Root + r))
        {
            if (Exists(capabilities, root))
            {
                yield return (root, refresh.Drift);
            }
        }
    }

    private static bool Exists(Capabilities capabilities, string root) =>
        capabilities.Has(root) || capabilities.Supported.Keys.Any(k => k.StartsWith(root, StringComparison.Ordinal));
}
