using System.Collections.Immutable;
using Provisioning.BulkData.Profiles;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;
using Provisioning.Jobs;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Finds out what a gateway really has: at first, and again when its software version changes. Over CWMP the top level and
/// then only the subtrees that matter, because a whole tree brings some gateways down (peers' quirk 17).
/// </summary>
internal sealed class DiscoveryWork(IWorkSignal signal, QuirkCatalogue quirks, IQuirkSightings sightings) : IWork
{
    private const int MaxFailures = 3;

    private readonly Queue<string> _subtrees = new();
    private readonly Dictionary<string, bool> _found = new(StringComparer.Ordinal);
    private bool _started;
    private int _failures;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (IsKnown(workspace))
        {
            return ValueTask.FromResult<Operation?>(null);
        }

        if (!_started && workspace.Via == Protocols.Cwmp && quirks.For(workspace.Known.Id, workspace.Facts.SoftwareVersion).SkipRoot is true)
        {
            Advance(workspace, answered: false);
        }

        var wholeTree = workspace.Via == Protocols.Usp;
        var operation = !_started ? new Operation.Discover(Guid.NewGuid(), workspace.Root, !wholeTree)
            : _subtrees.TryPeek(out var subtree) ? new Operation.Discover(Guid.NewGuid(), subtree, NextLevelOnly: false)
            : null;
        return ValueTask.FromResult<Operation?>(operation);
    }

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        var discover = (Operation.Discover)operation;
        if (outcome is Outcome.Lost)
        {
            return;
        }

        if (outcome is Outcome.Discovered discovered)
        {
            foreach (var name in discovered.Names)
            {
                var template = ParameterPath.Template(name.Path);
                _found[template] = name.Writable || _found.GetValueOrDefault(template);
            }
        }
        else if (!discover.NextLevelOnly && workspace.Via == Protocols.Usp && ++_failures < MaxFailures)
        {
            return;
        }

        if (!_started && workspace.Via == Protocols.Cwmp && outcome is Outcome.Failed)
        {
            sightings.Saw(workspace.Known.Id, Quirk.RootRefused);
        }

        Advance(workspace, outcome is Outcome.Discovered);
        if (_started && _subtrees.Count == 0)
        {
            workspace.Capabilities = new Capabilities(
                workspace.Root, _found.ToImmutableSortedDictionary(StringComparer.Ordinal), workspace.Facts.SoftwareVersion, now)
            {
                Methods = workspace.Capabilities.Methods,
                MethodsVersion = workspace.Capabilities.MethodsVersion,
            };
            var bulkDataKey = BulkDataKey.Of(workspace.Capabilities);
            workspace.ChangeRow(row => (row.FirewallDirty, row.BulkDataKey) = (true, bulkDataKey));
            workspace.Afterwards(signal.FirewallDirty);
        }
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => IsKnown(workspace) ? DateTimeOffset.MaxValue : now;

    private void Advance(Workspace workspace, bool answered)
    {
        if (_started)
        {
            _subtrees.TryDequeue(out _);
            return;
        }

        _started = true;
        if (workspace.Via == Protocols.Usp)
        {
            return;
        }

        foreach (var subtree in InterestingRoots.Discovered(workspace.Root))
        {
            // A gateway that refuses to list its root is asked for the subtrees all the same (peers' quirk 14).
            var top = $"{workspace.Root}{subtree[workspace.Root.Length..].Split('.')[0]}.";
            if (!answered || _found.ContainsKey(top))
            {
                _subtrees.Enqueue(subtree);
            }
        }
    }

    private static bool IsKnown(Workspace workspace) =>
        workspace.Capabilities.DiscoveredAt is not null
        && string.Equals(workspace.Capabilities.SoftwareVersion, workspace.Facts.SoftwareVersion, StringComparison.Ordinal);
}
