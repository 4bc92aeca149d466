using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Gives a CWMP gateway what it needs to be reached, and, unless anybody may come, credentials of its own. Made and on
/// disk before they are sent; in a write of their own, so that no other parameter's fault keeps them back.
/// </summary>
internal sealed class CredentialWork(IGroupCommit commit, SecretBox secrets, IOptions<ProvisioningOptions> options) : IWork
{
    internal const int MaxAttempts = 3;

    public async ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (workspace.Via != Protocols.Cwmp || workspace.Credential is { WrittenAt: not null } or { WriteAttempts: >= MaxAttempts })
        {
            return null;
        }

        if (workspace.Credential is null)
        {
            await IssueAsync(workspace, now);
        }

        var credential = workspace.Credential!;
        var server = $"{workspace.Root}ManagementServer.";
        var values = new List<ParameterValue>
        {
            new($"{server}ConnectionRequestUsername", credential.ConnectionRequestUsername, ParameterType.String),
            new($"{server}ConnectionRequestPassword", secrets.Unprotect(credential.ProtectedConnectionRequestPassword), ParameterType.String),
        };
        if (options.Value.Enrolment != Enrolment.Open)
        {
            values.Add(new ParameterValue($"{server}Username", credential.Username, ParameterType.String));
            values.Add(new ParameterValue($"{server}Password", secrets.Unprotect(credential.ProtectedPassword), ParameterType.String));
        }

        return new Operation.WriteValues(Guid.NewGuid(), values);
    }

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        var written = outcome is Outcome.ValuesWritten;
        var credential = workspace.Credential!;
        workspace.Credential = Copy(credential, written ? now : null, credential.WriteAttempts + 1);
        workspace.AlsoWrite(async (db, device, token) =>
        {
            if (await db.DeviceCredentials.FindAsync([device.Id], token) is { } row)
            {
                row.WrittenAt = written ? now : null;
                row.WriteAttempts++;
            }
        });
        if (outcome is Outcome.Failed { Fault: var fault })
        {
            workspace.Happened("device.credentials", $"The gateway refuses its credentials: {fault}");
        }
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => DateTimeOffset.MaxValue;

    private async Task IssueAsync(Workspace workspace, DateTimeOffset now)
    {
        var key = workspace.Known.Id.ToString();
        var issued = new DeviceCredentialRow
        {
            DeviceId = workspace.Known.RowId,
            Username = key,
            ProtectedPassword = secrets.Protect(SecretBox.NewSecret()),
            ConnectionRequestUsername = "acs",
            ProtectedConnectionRequestPassword = secrets.Protect(SecretBox.NewSecret()),
        };
        workspace.AlsoWrite(async (db, device, token) =>
        {
            if (await db.DeviceCredentials.FindAsync([device.Id], token) is null)
            {
                db.DeviceCredentials.Add(Copy(issued, null, 0));
            }
        });
        await workspace.SaveAsync(commit, now);
        workspace.Credential = issued;
    }

    private static DeviceCredentialRow Copy(DeviceCredentialRow row, DateTimeOffset? writtenAt, int attempts) => new()
    {
        DeviceId = row.DeviceId,
        Username = row.Username,
        ProtectedPassword = row.ProtectedPassword,
        ConnectionRequestUsername = row.ConnectionRequestUsername,
        ProtectedConnectionRequestPassword = row.ProtectedConnectionRequestPassword,
        Confirmed = row.Confirmed,
        EverConfirmed = row.EverConfirmed,
        WrittenAt = writtenAt,
        WriteAttempts = attempts,
    };
}
