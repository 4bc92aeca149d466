using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Declares STUN for the gateways that have it (TR-069 Annex G), with a name and password of each one's own, and asks once
/// where it is seen. A write-only password cannot be compared: what was written last is known by its hash.
/// </summary>
internal sealed class StunWork(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, SecretBox secrets, StunPolicy policy) : IWork
{
    private const int MaxAttempts = 3;

    private DeviceReachRow? _row;
    private bool _ask;
    private bool _looked;

    public async ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var server = $"{workspace.Root}ManagementServer.";
        if (policy.Server is null || workspace.Via != Protocols.Cwmp || !workspace.Capabilities.Has($"{server}STUNEnable"))
        {
            return null;
        }

        if (_ask)
        {
            return new Operation.ReadValues(Guid.NewGuid(), [$"{server}UDPConnectionRequestAddress", $"{server}NATDetected"]);
        }

        if (_looked)
        {
            return null;
        }

        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            _row = await db.DeviceReach.AsNoTracking().FirstOrDefaultAsync(r => r.DeviceId == workspace.Known.RowId, cancellationToken);
        }

        if (_row is { StunUsername: not null } && (_row.StunWritten == Hash(_row) || _row.StunWriteAttempts >= MaxAttempts))
        {
            _looked = true;
            return null;
        }

        if (_row?.StunUsername is null)
        {
            _row = await IssueAsync(workspace.Known.RowId);
        }

        return new Operation.WriteValues(Guid.NewGuid(),
        [
            new ParameterValue($"{server}STUNServerAddress", policy.Server, ParameterType.String),
            new ParameterValue($"{server}STUNServerPort", policy.Port.ToString(CultureInfo.InvariantCulture), ParameterType.UnsignedInt),
            new ParameterValue($"{server}STUNUsername", _row.StunUsername!, ParameterType.String),
            new ParameterValue($"{server}STUNPassword", secrets.Unprotect(_row.ProtectedStunPassword!), ParameterType.String),
            new ParameterValue($"{server}STUNMinimumKeepAlivePeriod", policy.MinimumKeepAlive.ToString(CultureInfo.InvariantCulture), ParameterType.UnsignedInt),
            new ParameterValue($"{server}STUNMaximumKeepAlivePeriod", policy.MaximumKeepAlive.ToString(CultureInfo.InvariantCulture), ParameterType.Int),
            new ParameterValue($"{server}STUNEnable", "true", ParameterType.Boolean),
        ]);
    }

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        if (operation is Operation.ReadValues)
        {
            _ask = false;
            return;
        }

        _looked = true;
        _ask = outcome is Outcome.ValuesWritten;
        var written = _ask ? Hash(_row!) : null;
        workspace.AlsoWrite(async (db, device, token) =>
        {
            if (await db.DeviceReach.FindAsync([device.Id], token) is { } row)
            {
                (row.StunWritten, row.StunWriteAttempts) = (written, written is null ? row.StunWriteAttempts + 1 : 0);
            }
        });
        if (outcome is Outcome.Failed { Fault: var fault })
        {
            workspace.Happened("device.stun", $"The gateway refuses its STUN settings: {fault}");
        }
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => DateTimeOffset.MaxValue;

    private async Task<DeviceReachRow> IssueAsync(long deviceId)
    {
        var (name, password) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)), secrets.Protect(SecretBox.NewSecret()));
        DeviceReachRow? made = null;
        await commit.CommitAsync(async (db, token) =>
        {
            made = await db.DeviceReach.FindAsync([deviceId], token);
            if (made is null)
            {
                made = new DeviceReachRow { DeviceId = deviceId };
                db.DeviceReach.Add(made);
            }

            (made.StunUsername, made.ProtectedStunPassword) = (made.StunUsername ?? name, made.ProtectedStunPassword ?? password);
        }, CancellationToken.None);
        return made!;
    }

    private string Hash(DeviceReachRow row) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{policy}|{row.StunUsername}|{row.ProtectedStunPassword}")))[..32];
}
