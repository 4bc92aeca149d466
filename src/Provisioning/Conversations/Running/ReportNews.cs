using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Jobs;
using Provisioning.Storage.Rows;
using Provisioning.Wire;

namespace Provisioning.Conversations.Running;

/// <summary>What a gateway's reports change in what is known; of transfers see <see cref="Transfers.TransferNews"/>.</summary>
internal static class ReportNews
{
    public static void Take(Workspace workspace, Report report, IWorkSignal signal, DateTimeOffset now)
    {
        switch (report)
        {
            case Report.CommandDone done:
                CommandDone(workspace, done, now);
                Diagnostics.DiagnosticNews.Take(workspace, done, now);
                break;
            case Report.SoftwareChanged changed:
                SoftwareChanged(workspace, changed, now);
                break;
            case Report.DownloadRequested wish:
                workspace.Happened("device.download-requested", $"The gateway asks for {wish.FileType}"
                    + string.Concat(wish.Arguments.Select(a => $", {a.Key}={a.Value}")) + ".");
                break;
            case Report.ValuesChanged changed:
                var version = workspace.Facts.SoftwareVersion;
                Volunteered.Take(workspace, changed.Values, now);
                Transfers.TransferProgress.Take(workspace, changed.Values);
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
            case Report.Told told:
                workspace.Happened("device.event", Text(told));
                break;
            case Report.Booted booted:
                ContactNews.Rebooted(workspace);
                workspace.Happened("device.booted", $"Booted: {booted.Cause}{(booted.FirmwareUpdated ? ", with another firmware" : "")}.");
                break;
        }
    }

    /// <summary>One line; what is secret by its name is not told.</summary>
    private static string Text(Report.Told told)
    {
        const int MaxText = 1000;
        var text = $"{told.Event} " + string.Join(", ", told.Arguments.OrderBy(a => a.Key, StringComparer.Ordinal)
            .Select(a => $"{a.Key}={(WireSecrets.IsSecret(a.Key) ? "…" : a.Value)}"));
        return text.Length <= MaxText ? text : text[..MaxText] + "…";
    }

    private static void CommandDone(Workspace workspace, Report.CommandDone done, DateTimeOffset now)
    {
        if (!SoftwareKey.TryRead(done.CommandKey, out var id, out var place))
        {
            Close(workspace, done.CommandKey, [OperationTypes.Command], now, Result(done));
            return;
        }

        workspace.AlsoWrite(async (db, device, token) =>
        {
            if (await db.Operations.FindAsync([id], token) is not { State: OperationState.Running } row || row.DeviceId != device.Id)
            {
                return;
            }

            if (row.Type == OperationTypes.ChangeDuState)
            {
                SoftwareParts.Ended(row, place, done.Fault, now);
            }
            else if (row.AcceptedAt is not null && row.Type != OperationTypes.Diagnostic)
            {
                Result(done).Write(row, now);
            }
        });
    }

    private static OperationResult Result(Report.CommandDone done) =>
        done.Fault is { } fault ? OperationResult.Failure(fault) : OperationResult.Success(done.Results);

    private static void SoftwareChanged(Workspace workspace, Report.SoftwareChanged changed, DateTimeOffset now)
    {
        workspace.Happened("device.software", $"Software modules {(changed.CommandKey is null ? "changed by themselves" : "changed")}: "
            + string.Join("; ", changed.Results.Select(r => $"{r.Uuid} {r.State}{(r.Fault is { } f ? $" ({f})" : "")}")));
        if (changed.CommandKey is { } key)
        {
            Close(workspace, key, [OperationTypes.ChangeDuState], now, OperationResult.Of(changed.Results));
        }
    }

    /// <summary>By the command key, else the only one of its kinds that is open: some gateways lose the key.</summary>
    private static void Close(Workspace workspace, string commandKey, string[] types, DateTimeOffset now, OperationResult result)
    {
        var byKey = Guid.TryParseExact(commandKey, "N", out var id);
        if (!byKey && commandKey.Length > 0)
        {
            return;
        }

        workspace.AlsoWrite(async (db, device, token) =>
        {
            var open = await db.Operations
                .Where(o => o.Type != OperationTypes.Diagnostic)
                .Where(o => o.DeviceId == device.Id && o.State == OperationState.Running && o.AcceptedAt != null && (byKey ? o.Id == id : types.Contains(o.Type)))
                .Take(2).ToListAsync(token);
            if (open.Count == 1)
            {
                result.Write(open[0], now);
            }
        });
    }
}
