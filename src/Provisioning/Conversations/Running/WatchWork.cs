using Provisioning.Devices;
using Provisioning.Firewall;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Has a CWMP gateway whose firewall is declared say at once when somebody changes it (TR-069 A.3.2.4 active notification).
/// Over USP a subscription does that.
/// </summary>
internal sealed class WatchWork : IWork
{
    private const int Active = 2;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Operation?>(IsDue(workspace)
            ? new Operation.WriteAttributes(Guid.NewGuid(), [new AttributeChange(FirewallWatch.PathOf(workspace.Root), Active)])
            : null);

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        // Once, whatever the answer: a gateway that refuses (9009), or hangs up, is read when its word has grown old (Acs:Refresh:Drift).
        workspace.Capabilities = workspace.Capabilities with { IsWatched = true };
        if (outcome is Outcome.Failed { Fault: var fault })
        {
            workspace.Happened("device.watch", $"The gateway will not tell of changes of its firewall: {fault}");
        }
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => DateTimeOffset.MaxValue;

    private static bool IsDue(Workspace workspace) =>
        workspace.Via == Protocols.Cwmp && !workspace.Capabilities.IsWatched
        && workspace.Capabilities.Has(FirewallWatch.PathOf(workspace.Root))
        && workspace.Desired.Owned.Any(o => o.Table.StartsWith($"{workspace.Root}Firewall.", StringComparison.Ordinal));
}
