using Microsoft.Extensions.Options;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Storage.Documents;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Declares, over USP, that a gateway gives CWMP up, where the policy wants it and the gateway has proved itself: a conversation
/// before this one had come to its end, and the value can be read. It is asked last, so this conversation has got so far too.
/// What the gateway does not have or refuses is withdrawn, and remembered with its reason.
/// </summary>
internal sealed class MigrationWork(IDeviceDocuments documents, IOptions<ProvisioningOptions> options) : IWork
{
    private const string Author = "migration";

    private bool? _wasProven;
    private bool _read;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Operation?>(IsReady(workspace) ? Next(workspace) : null);

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        // Lost: the conversation has ended, and the next one asks again.
        _read = true;
        if (outcome is Outcome.Failed { Fault: var fault })
        {
            Keeps(workspace, $"it cannot be read: {fault}");
        }
    }

    /// <summary>A gateway that has proved itself is looked at again when it comes the next time, however plainly.</summary>
    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) =>
        options.Value.Migration.OtherProtocol == OtherProtocolPolicy.SwitchOff && workspace.Capabilities.IsProvenOverUsp && IsOpen(workspace)
            ? now : DateTimeOffset.MaxValue;

    /// <summary>Nobody has declared anything yet, and there is something to switch off.</summary>
    private static bool IsOpen(Workspace workspace) =>
        workspace.Known.Protocols.HasFlag(Protocols.Cwmp) && workspace.Capabilities.KeepsCwmp is null
        && !MigrationLayer.Paths(workspace.Root).Any(workspace.Desired.Values.ContainsKey);

    private static bool IsReady(Workspace workspace) =>
        workspace.Via == Protocols.Usp && workspace.Capabilities is { DiscoveredAt: not null } known && known.Over.HasFlag(Protocols.Usp);

    private Operation.ReadValues? Next(Workspace workspace)
    {
        _wasProven ??= workspace.Capabilities.IsProvenOverUsp;
        if (!workspace.Capabilities.IsProvenOverUsp)
        {
            workspace.Capabilities = workspace.Capabilities with { IsProvenOverUsp = true };
        }

        var declared = MigrationLayer.Declared(workspace.Desired);
        if (options.Value.Migration.OtherProtocol == OtherProtocolPolicy.SwitchOff)
        {
            return SwitchOff(workspace, declared);
        }

        if (declared is { } value)
        {
            SwitchOn(workspace, value.Path, value.KeepsCwmp);
        }

        return null;
    }

    private Operation.ReadValues? SwitchOff(Workspace workspace, (string Path, bool KeepsCwmp)? declared)
    {
        if (declared is { KeepsCwmp: false, Path: var path })
        {
            if (Refused(workspace, path) is { } refused)
            {
                Withdraw(workspace);
                Keeps(workspace, $"the gateway refuses: {refused}");
            }

            return null;
        }

        var paths = MigrationLayer.Paths(workspace.Root);
        if (_wasProven != true || !(IsOpen(workspace) || declared is not null))
        {
            return null;
        }

        if (!_read)
        {
            return new Operation.ReadValues(Guid.NewGuid(), paths);
        }

        if (paths.FirstOrDefault(p => workspace.Reported.Value(p) is not null) is not { } there)
        {
            Keeps(workspace, $"it has no {string.Join(" and no ", paths)} over USP");
        }
        else if (workspace.Capabilities.Supported.TryGetValue(there, out var writable) && !writable)
        {
            Keeps(workspace, $"its {there} is read-only");
        }
        else
        {
            Save(workspace, MigrationLayer.Of(there, keepsCwmp: false));
            workspace.Happened("device.migration", $"Is managed over USP by now: {there} is declared false, which switches CWMP off.");
        }

        return null;
    }

    /// <summary>What was switched off is switched on again, and then the layer goes: whoever wants it otherwise may set it.</summary>
    private void SwitchOn(Workspace workspace, string path, bool keepsCwmp)
    {
        if (!keepsCwmp)
        {
            Save(workspace, MigrationLayer.Of(path, keepsCwmp: true));
            workspace.Happened("device.migration", $"The policy leaves CWMP on again: {path} is declared true.");
        }
        else if (CanonicalValue.Same("true", workspace.Reported.Value(path), ParameterType.Boolean) || Refused(workspace, path) is not null)
        {
            Withdraw(workspace);
        }
    }

    private static ParameterFault? Refused(Workspace workspace, string path) =>
        workspace.Progress is { } progress && progress.DesiredHash == workspace.Desired.Hash ? progress.Refused.GetValueOrDefault(path) : null;

    private static void Keeps(Workspace workspace, string reason)
    {
        workspace.Capabilities = workspace.Capabilities with { KeepsCwmp = reason };
        workspace.Happened("device.migration", $"CWMP is not switched off: {reason}");
    }

    private void Save(Workspace workspace, DesiredLayer layer) =>
        workspace.AlsoWrite((db, device, token) => documents.SaveLayerAsync(db, device.Id, layer, Author, token));

    private void Withdraw(Workspace workspace) =>
        workspace.AlsoWrite((db, device, token) => documents.RemoveLayerAsync(db, device.Id, Layer.Migration, token));
}
