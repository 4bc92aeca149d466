using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>What to read so that a subtree is known: only what was written or is said to have changed, where the rest is known. Pure.</summary>
internal static class DueReads
{
    /// <summary>More paths are more to ask than the whole.</summary>
    private const int MaxPaths = 32;

    /// <returns>Empty: it is known.</returns>
    public static IReadOnlyList<string> Of(ReportedParameters reported, string root)
    {
        if (reported.ReadAt(root) is not null)
        {
            return [];
        }

        var stale = reported.WasRead(root) ? reported.StaleIn(root) : [];
        return stale.Count is > 0 and <= MaxPaths ? stale : [root];
    }
}
