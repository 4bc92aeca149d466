using Microsoft.Extensions.Options;
using Provisioning.DesiredState;
using Provisioning.Devices;

namespace Provisioning.Conversations.Running;

/// <summary>Reads what the server looks at: at first, when it may have changed, and when it has grown old.</summary>
internal sealed class RefreshWork(IOptions<ProvisioningOptions> options) : IWork
{
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = InterestingRoots.Read(workspace.Capabilities, options.Value.Refresh)
            .Where(r => !_failed.Contains(r.Root)).SelectMany(r => Paths(workspace.Reported, r.Root, r.MaxAge, now)).ToList();
        return ValueTask.FromResult<Operation?>(due.Count == 0 ? null : new Operation.ReadValues(Guid.NewGuid(), due));
    }

    /// <summary>What could not be read by itself is read with all around it.</summary>
    private IReadOnlyList<string> Paths(ReportedParameters reported, string root, TimeSpan maxAge, DateTimeOffset now)
    {
        var paths = reported.ReadAt(root) is { } at && at + maxAge <= now ? [root] : DueReads.Of(reported, root);
        return paths.Any(_failed.Contains) ? [root] : paths;
    }

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        if (outcome is not Outcome.ValuesRead)
        {
            // Not again in this conversation; the next one asks anew.
            _failed.UnionWith(((Operation.ReadValues)operation).Paths);
        }
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now)
    {
        var due = DateTimeOffset.MaxValue;
        foreach (var (root, maxAge) in InterestingRoots.Read(workspace.Capabilities, options.Value.Refresh))
        {
            var next = workspace.Reported.ReadAt(root) is { } at ? at + maxAge : now;
            due = next < due ? next : due;
        }

        return due;
    }
}
