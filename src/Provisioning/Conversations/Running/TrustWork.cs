using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Devices.Trust;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Reads which role a USP agent gives this server: at first, when it may have changed, and when the word has grown old. In a read of
/// its own, so that an agent that refuses it costs nothing else; before everything else, so that refusals can be explained.
/// </summary>
internal sealed class TrustWork(IOptions<ProvisioningOptions> options) : IWork
{
    private static readonly string[] _roots = [TrustTable.Controllers, TrustTable.Root];

    private bool _failed;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Operation?>(!_failed && Due(workspace, now) <= now ? new Operation.ReadValues(Guid.NewGuid(), _roots) : null);

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        // Not again in this conversation; the next one asks anew.
        _failed |= outcome is not Outcome.ValuesRead;
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) =>
        workspace.Via != Protocols.Usp ? DateTimeOffset.MaxValue
        : _roots.Select(r => workspace.Reported.ReadAt(r) is { } at ? at + options.Value.Refresh.Drift : now).Min();
}
