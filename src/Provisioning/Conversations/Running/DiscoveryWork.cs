using System.Collections.Immutable;
using Provisioning.BulkData.Profiles;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;
using Provisioning.Jobs;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Finds out what a gateway really has: at first, and again when its software version changes or it comes over another protocol,
/// where it may show another data model. Over CWMP the top level and then only the subtrees that matter, because a whole tree
/// brings some gateways down (peers' quirk 17). Over USP the whole of it, under the root that TR-369 names or else under TR-098's.
/// </summary>
internal sealed class DiscoveryWork(IWorkSignal signal, QuirkCatalogue quirks, IQuirkSightings sightings) : IWork
{
    private const int MaxFailures = 3;

    private readonly Queue<string> _subtrees = new();
    private readonly Dictionary<string, bool> _found = new(StringComparer.Ordinal);
    private string? _root;
    private bool _started;
    private int _failures;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (IsKnown(workspace))
        {
            return ValueTask.FromResult<Operation?>(null);
        }

        var wholeTree = workspace.Via == Protocols.Usp;
        _root ??= wholeTree ? "Device." : workspace.Root;
        if (!_started && !wholeTree && quirks.For(workspace.Known.Id, workspace.Facts.SoftwareVersion).SkipRoot is true)
        {
            Advance(workspace, answered: false);
        }

        var operation = !_started ? new Operation.Discover(Guid.NewGuid(), _root, !wholeTree)
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
        else if (!discover.NextLevelOnly && workspace.Via == Protocols.Usp && _root == "Device."
            && outcome is Outcome.Failed { Fault: { Kind: FaultKind.NoSuchPath } or { Parameters: [{ Code: "7026" }] } })
        {
            _root = "InternetGatewayDevice.";
            return;
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
            workspace.Capabilities = Found(workspace, now);
            var bulkDataKey = BulkDataKey.Of(workspace.Capabilities);
            workspace.ChangeRow(row => (row.FirewallDirty, row.BulkDataKey) = (true, bulkDataKey));
            workspace.Afterwards(signal.FirewallDirty);
        }
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => IsKnown(workspace) ? DateTimeOffset.MaxValue : now;

    private Capabilities Found(Workspace workspace, DateTimeOffset now)
    {
        var before = workspace.Capabilities;
        var found = new Capabilities(
            _found.Count == 0 ? workspace.Root : _root!, _found.ToImmutableSortedDictionary(StringComparer.Ordinal), workspace.Facts.SoftwareVersion, now)
        {
            Methods = before.Methods,
            MethodsVersion = before.MethodsVersion,
            Over = workspace.Via,
        };

        // The same data model over the other protocol: each may show objects of its own, and neither is asked in every session.
        return before.DiscoveredAt is null || before.Over.HasFlag(workspace.Via) || before.Root != found.Root || before.SoftwareVersion != found.SoftwareVersion
            ? found
            : found with
            {
                Supported = before.Supported.SetItems(found.Supported.Select(s => KeyValuePair.Create(s.Key, s.Value || before.Supported.GetValueOrDefault(s.Key)))),
                Over = before.Over | workspace.Via,
                IsWatched = before.IsWatched,
                IsAddressed = before.IsAddressed,
                IsProvenOverUsp = before.IsProvenOverUsp,
                KeepsCwmp = before.KeepsCwmp,
            };
    }

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

        foreach (var subtree in InterestingRoots.Discovered(_root!))
        {
            // A gateway that refuses to list its root is asked for the subtrees all the same (peers' quirk 14).
            var top = $"{_root}{subtree[_root!.Length..].Split('.')[0]}.";
            if (!answered || _found.ContainsKey(top))
            {
                _subtrees.Enqueue(subtree);
            }
        }
    }

    private static bool IsKnown(Workspace workspace) =>
        workspace.Capabilities.DiscoveredAt is not null && workspace.Capabilities.Over.HasFlag(workspace.Via)
        && string.Equals(workspace.Capabilities.SoftwareVersion, workspace.Facts.SoftwareVersion, StringComparison.Ordinal);
}
