using Provisioning.Conversations;
using Provisioning.Conversations.Running;
using Provisioning.Storage.Rows;

namespace Provisioning.Diagnostics;

/// <summary>A command that has ended, where it was a diagnostic.</summary>
internal static class DiagnosticNews
{
    public static void Take(Workspace workspace, Report.CommandDone done, DateTimeOffset now)
    {
        if (!Guid.TryParseExact(done.CommandKey, "N", out var id))
        {
            return;
        }

        workspace.AlsoWrite(async (db, device, token) =>
        {
            if (await db.Operations.FindAsync([id], token) is { Type: OperationTypes.Diagnostic, State: OperationState.Running } row
                && row.DeviceId == device.Id
                && OperationRequest.FromJson(row.Request).Diagnostic is { } kind)
            {
                var end = done.Fault is { } fault ? OperationResult.Failure(fault) : DiagnosticEnd.Of(kind, DiagnosticOutputs.Of(done.Results));
                end?.Write(row, now);
            }
        });
    }
}
