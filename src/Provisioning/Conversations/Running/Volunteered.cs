using Provisioning.Devices;
using Provisioning.Firewall;

namespace Provisioning.Conversations.Running;

/// <summary>What a gateway says without being asked, taken into the workspace when it says something new.</summary>
internal static class Volunteered
{
    private const int MaxValues = 4096;
    private const int MaxLength = 64 * 1024;

    /// <summary>Of paths and values, in order; never 0. Good within this process.</summary>
    public static ulong Hash(IReadOnlyList<ParameterValue> values)
    {
        var hash = 14695981039346656037UL;
        for (var i = 0; i < values.Count; i++)
        {
            hash = (hash ^ (uint)values[i].Path.GetHashCode(StringComparison.Ordinal)) * 1099511628211UL;
            hash = (hash ^ (uint)values[i].Value.GetHashCode(StringComparison.Ordinal)) * 1099511628211UL;
            hash ^= hash >> 29;
        }

        return hash == 0 ? 1 : hash;
    }

    /// <returns>True when something was new.</returns>
    public static bool Take(Workspace workspace, IReadOnlyList<ParameterValue> values, DateTimeOffset now)
    {
        var fresh = values
            .Select(v => AliasPath.Has(v.Path) && AliasPath.Resolve(v.Path, workspace.Reported) is { } known ? v with { Path = known } : v)
            .Where(v => v.Value.Length <= MaxLength && !HiddenParameters.IsHidden(v.Path) && FirewallWatch.IsNews(workspace.Reported, v) && !string.Equals(workspace.Reported.Value(v.Path), v.Value, StringComparison.Ordinal))
            .Take(MaxValues).ToList();
        if (fresh.Count == 0)
        {
            return false;
        }

        workspace.Reported = FirewallWatch.After(workspace.Reported.With(fresh, now), fresh);
        foreach (var value in fresh)
        {
            Column(workspace, value, now);
        }

        return true;
    }

    /// <summary>What is searched for has a column: takes those that differ from what was reported before.</summary>
    public static void Columns(Workspace workspace, IReadOnlyList<ParameterValue> values, DateTimeOffset now)
    {
        foreach (var value in values)
        {
            if (!string.Equals(workspace.Reported.Value(value.Path), value.Value, StringComparison.Ordinal))
            {
                Column(workspace, value, now);
            }
        }
    }

    private static void Column(Workspace workspace, ParameterValue value, DateTimeOffset now)
    {
        var text = value.Value.Length <= 512 ? value.Value : value.Value[..512];
        switch (AfterRoot(value.Path))
        {
            case "DeviceInfo.SoftwareVersion":
                Version(workspace, text, now);
                break;
            case "DeviceInfo.HardwareVersion":
                workspace.ChangeRow(row => row.HardwareVersion = text);
                break;
            case "DeviceInfo.ModelName":
                workspace.ChangeRow(row => row.ModelName = text);
                break;
            case "DeviceInfo.Manufacturer":
                workspace.ChangeRow(row => row.Manufacturer = text);
                break;
            case "ManagementServer.ConnectionRequestURL":
                workspace.ChangeRow(row => row.ConnectionRequestUrl = text);
                break;
            case var path when WanAddresses.IsOne(path):
                workspace.ChangeRow(row => row.WanAddress = WanAddresses.Of(workspace.Reported));
                break;
        }
    }

    private static void Version(Workspace workspace, string version, DateTimeOffset now)
    {
        var before = workspace.Facts.SoftwareVersion;
        if (string.Equals(before, version, StringComparison.Ordinal))
        {
            return;
        }

        workspace.Facts = workspace.Facts with { SoftwareVersion = version };
        workspace.ChangeRow(row => row.SoftwareVersion = version);
        if (before is not null)
        {
            // Another firmware is another gateway: what it refused before it may take now.
            workspace.Progress = workspace.Progress?.Anew(workspace.Progress.DesiredHash);
            Transfers.TransferNews.Runs(workspace, version, now);
            workspace.Happened("device.version", $"Runs {version}, ran {before}.");
        }
    }

    private static string AfterRoot(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? "" : path[(dot + 1)..];
    }
}
