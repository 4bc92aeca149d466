using Provisioning.Devices;

namespace Provisioning.Conversations.Running;

/// <summary>Asks a CWMP gateway how often it comes by itself, before another firewall is brought to it: how else would be known that it is lost?</summary>
internal sealed class RhythmWork : IWork
{
    private const string Interval = "ManagementServer.PeriodicInformInterval";

    private bool _asked;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var interval = workspace.Root + Interval;
        var isDue = !_asked && workspace.Via == Protocols.Cwmp && workspace.Desired.FirewallHash is { } hash && hash != workspace.Standing.Confirmed
            && workspace.Reported.Value(interval) is null;
        return ValueTask.FromResult<Operation?>(isDue
            ? new Operation.ReadValues(Guid.NewGuid(), [interval, $"{workspace.Root}ManagementServer.PeriodicInformEnable"]) : null);
    }

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now) => _asked = true;

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => DateTimeOffset.MaxValue;
}
