using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Jobs;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

/// <summary>What a gateway's reports change in what is known.</summary>
internal static class ReportNews
{
    public static void Take(Workspace workspace, Report report, IWorkSignal signal, DateTimeOffset now)
    {
        switch (report)
        {
            case Report.Transfer transfer:
                Transfer(workspace, transfer, signal, now);
                break;
            case Report.CommandDone done:
                CommandDone(workspace, done, now);
                break;
            case Report.ValuesChanged changed:
                var version = workspace.Facts.SoftwareVersion;
                Volunteered.Take(workspace, changed.Values, now);
                if (!string.Equals(version, workspace.Facts.SoftwareVersion, StringComparison.Ordinal))
                {
                    workspace.Afterwards(signal.CampaignMoved);
                }

                break;
            case Report.ObjectCreated created:
                workspace.Reported = workspace.Reported.Stale(ParameterPath.Parent(created.Path));
                break;
            case Report.ObjectDeleted deleted:
                workspace.Reported = workspace.Reported.Without(deleted.Path).Stale(ParameterPath.Parent(deleted.Path));
                break;
            case Report.Booted booted:
                ContactNews.Rebooted(workspace);
                workspace.Happened("device.booted", $"Booted: {booted.Cause}{(booted.FirmwareUpdated ? ", with another firmware" : "")}.");
                break;
        }
    }

    private static void Transfer(Workspace workspace, Report.Transfer transfer, IWorkSignal signal, DateTimeOffset now)
    {
        if (workspace.Progress is { } progress)
        {
            workspace.Progress = ProgressAfter.Transfer(progress, transfer, now);
        }

        workspace.Happened("device.transfer", transfer.Fault is { } fault ? $"A transfer failed: {fault}" : "A transfer is complete.");
        workspace.Afterwards(signal.CampaignMoved);
        Close(workspace, transfer.CommandKey, OperationTypes.Download, now,
            transfer.Fault is { } failed
                ? OperationResult.Failure(failed)
                : OperationResult.Success(new { startedAt = transfer.StartedAt, completedAt = transfer.CompletedAt }));
    }

    private static void CommandDone(Workspace workspace, Report.CommandDone done, DateTimeOffset now) =>
        Close(workspace, done.CommandKey, OperationTypes.Command, now,
            done.Fault is { } fault ? OperationResult.Failure(fault) : OperationResult.Success(done.Results));

    /// <summary>By the command key, else the only one of its kind that is open: some gateways lose the key (peers' quirk 23).</summary>
    private static void Close(Workspace workspace, string commandKey, string type, DateTimeOffset now, OperationResult result)
    {
        var byKey = Guid.TryParseExact(commandKey, "N", out var id);
        if (!byKey && commandKey.Length > 0)
        {
            return;
        }

        workspace.AlsoWrite(async (db, device, token) =>
        {
            var open = await db.Operations
                .Where(o => o.DeviceId == device.Id && o.State == OperationState.Running && o.AcceptedAt != null && (byKey ? o.Id == id : o.Type == type))
                .Take(2).ToListAsync(token);
            if (open.Count == 1)
            {
                result.Write(open[0], now);
            }
        });
    }
}
