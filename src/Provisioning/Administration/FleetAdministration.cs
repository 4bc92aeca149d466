using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Jobs;
using Provisioning.Mud;
using Provisioning.Mud.Modes;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Administration;

/// <summary>
/// What a person orders, by API or by page: the same acts with the same rules. Each is durable when it returns and
/// leaves a line in the device's history with its author.
/// </summary>
public sealed class FleetAdministration
{
    private readonly IGroupCommit _commit;
    private readonly IWorkSignal _signal;
    private readonly IDeviceChanges _changes;
    private readonly SecretBox _secrets;
    private readonly HostModes _modes;
    private readonly TimeProvider _time;

    internal FleetAdministration(IGroupCommit commit, IWorkSignal signal, IDeviceChanges changes, SecretBox secrets, HostModes modes, TimeProvider time) =>
        (_commit, _signal, _changes, _secrets, _modes, _time) = (commit, signal, changes, secrets, modes, time);

    /// <summary>Queues an operation and wakes the device.</summary>
    /// <returns>The operation's id, or null: there is no such device.</returns>
    public async Task<Guid?> OrderAsync(string deviceKey, OperationRequest request, string author, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var found = await ChangeAsync(deviceKey, (db, device) =>
        {
            db.Operations.Add(new OperationRow
            {
                Id = id,
                DeviceId = device.Id,
                Type = request.Type,
                Request = SealedArguments.Seal(request, _secrets).ToJson(),
                Author = author,
                CreatedAt = _time.GetUtcNow(),
            });
            return ("operation.ordered", $"{author} ordered {request.Type}.");
        }, wake: true, cancellationToken);
        return found ? id : null;
    }

    /// <summary>Releases a device from quarantine.</summary>
    public Task<bool> ApproveAsync(string deviceKey, string author, CancellationToken cancellationToken) =>
        ChangeAsync(deviceKey, (_, device) =>
        {
            device.Status = DeviceStatus.Active;
            device.FirewallDirty = true;
            return ("device.approved", $"{author} approved the device.");
        }, wake: true, cancellationToken);

    /// <summary>Says what is done with a host's MUD file; <paramref name="url"/> assigns one, null leaves what is announced.</summary>
    /// <param name="inherits">The host's own mode is taken back: home, tag or everybody's holds again.</param>
    /// <returns>False: no such device or host.</returns>
    public async Task<bool> SetMudAsync(string deviceKey, string mac, string? url, MudMode? mode, bool inherits, string author, CancellationToken cancellationToken)
    {
        var hostFound = false;
        var found = await ChangeAsync(deviceKey, async (db, device, token) =>
        {
            var host = await db.Hosts.SingleOrDefaultAsync(h => h.DeviceId == device.Id && h.Mac == mac, token);
            hostFound = host is not null;
            if (host is null)
            {
                return null;
            }

            if (mode is not null || inherits)
            {
                await _modes.ChooseAsync(db, device, ModeSource.Host, mac, mode, author, token);
                await _modes.SettleAsync(db, device, token);
            }

            if (url is not null)
            {
                host.MudUrl = url;
                host.MudUrlSource = "assigned";
                (host.ProposedMudUrl, host.ProposedMudUrlSource, host.ProposedMudUrlReason) = (null, null, null);
                host.State = MudHostState.Waiting;
                if (!await db.MudFiles.AnyAsync(f => f.Url == url, token))
                {
                    db.MudFiles.Add(new MudFileRow { Url = url });
                }
            }

            device.FirewallDirty = true;
            return ("mud.set", $"{author} set host {mac} to {host.Mode.ToString().ToLowerInvariant()}{(url is null ? "" : $" with {url}")}.");
        }, wake: false, cancellationToken);
        if (found && hostFound)
        {
            _signal.MudFilesWanted();
            _signal.FirewallDirty();
        }

        return found && hostFound;
    }

    /// <summary>Forgets a device with everything known of it. It may come again, and is then unknown.</summary>
    /// <returns>False: no such device.</returns>
    public async Task<bool> ForgetAsync(string deviceKey, string author, CancellationToken cancellationToken)
    {
        var found = false;
        await _commit.CommitAsync(async (db, token) =>
        {
            var device = await db.Devices.SingleOrDefaultAsync(d => d.Key == deviceKey, token);
            found = device is not null;
            if (device is null)
            {
                return;
            }

            db.DeviceDocuments.RemoveRange(await db.DeviceDocuments.Where(d => d.DeviceId == device.Id).ToListAsync(token));
            db.DeviceFirewalls.RemoveRange(await db.DeviceFirewalls.Where(f => f.DeviceId == device.Id).ToListAsync(token));
            db.DeviceLayers.RemoveRange(await db.DeviceLayers.Where(l => l.DeviceId == device.Id).ToListAsync(token));
            db.DeviceCredentials.RemoveRange(await db.DeviceCredentials.Where(c => c.DeviceId == device.Id).ToListAsync(token));
            db.DeviceQuirks.RemoveRange(await db.DeviceQuirks.Where(q => q.DeviceId == device.Id).ToListAsync(token));
            db.DeviceFiles.RemoveRange(await db.DeviceFiles.Where(f => f.DeviceId == device.Id).ToListAsync(token));
            db.Transfers.RemoveRange(await db.Transfers.Where(t => t.DeviceId == device.Id).ToListAsync(token));
            await db.Samples.Where(s => db.Series.Any(x => x.Id == s.SeriesId && x.DeviceId == device.Id)).ExecuteDeleteAsync(token);
            await db.Series.Where(s => s.DeviceId == device.Id).ExecuteDeleteAsync(token);
            db.DeviceReach.RemoveRange(await db.DeviceReach.Where(r => r.DeviceId == device.Id).ToListAsync(token));
            await db.AccessAttempts.Where(a => a.DeviceKey == deviceKey).ExecuteDeleteAsync(token);
            await db.WarningQuestions.Where(w => db.Questions.Any(q => q.Id == w.QuestionId && q.DeviceId == device.Id)).ExecuteDeleteAsync(token);
            await db.WarningProposals.Where(p => p.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.Questions.Where(q => q.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.PolicyEntries.Where(e => e.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.GatewayNames.Where(n => n.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.MudChoices.Where(c => c.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.SubscriberLinks.Where(l => l.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.FlowFindings.Where(f => f.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.DeviceMudVersions.Where(v => v.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.WaitingFlows.Where(f => f.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.ObservedHosts.Where(h => h.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.ObservedFlows.Where(f => f.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.FlowCounters.Where(c => c.DeviceId == device.Id).ExecuteDeleteAsync(token);
            await db.PolicyAppeals.Where(a => a.DeviceId == device.Id).ExecuteDeleteAsync(token);
            db.Hosts.RemoveRange(await db.Hosts.Where(h => h.DeviceId == device.Id).ToListAsync(token));
            db.CampaignTargets.RemoveRange(await db.CampaignTargets.Where(t => t.DeviceId == device.Id).ToListAsync(token));
            db.Operations.RemoveRange(await db.Operations.Where(o => o.DeviceId == device.Id).ToListAsync(token));
            db.Leases.RemoveRange(await db.Leases.Where(l => l.DeviceId == device.Id).ToListAsync(token));
            db.Devices.Remove(device);
            db.DeviceEvents.Add(new DeviceEventRow { At = _time.GetUtcNow(), Kind = "device.forgotten", Text = $"{author} removed {deviceKey}." });
        }, cancellationToken);
        if (found)
        {
            _changes.Publish(deviceKey);
        }

        return found;
    }

    /// <summary>Changes a device's row under its revision, with a line in its history.</summary>
    /// <param name="change">Returns kind and text of the line.</param>
    /// <param name="wake">The device has something to do now.</param>
    /// <returns>False: no such device.</returns>
    public Task<bool> ChangeAsync(
        string deviceKey, Func<AcsDbContext, DeviceRow, (string Kind, string Text)> change, bool wake, CancellationToken cancellationToken) =>
        ChangeAsync(deviceKey, (db, device, _) => Task.FromResult<(string, string)?>(change(db, device)), wake, cancellationToken);

    internal async Task<bool> ChangeAsync(
        string deviceKey,
        Func<AcsDbContext, DeviceRow, CancellationToken, Task<(string Kind, string Text)?>> change,
        bool wake,
        CancellationToken cancellationToken)
    {
        long? id = null;
        var wakesCompiler = false;
        await _commit.CommitAsync(async (db, token) =>
        {
            var device = await db.Devices.SingleOrDefaultAsync(d => d.Key == deviceKey, token);
            id = device?.Id;
            var tags = device?.Tags;
            if (device is not null && await change(db, device, token) is { } line)
            {
                if (device.Tags != tags)
                {
                    await _modes.SettleAsync(db, device, token);
                    wakesCompiler = device.FirewallDirty;
                }

                device.Revision++;
                db.DeviceEvents.Add(new DeviceEventRow { DeviceId = device.Id, At = _time.GetUtcNow(), Kind = line.Kind, Text = line.Text });
            }
        }, cancellationToken);
        if (id is not { } rowId)
        {
            return false;
        }

        _changes.Publish(deviceKey);
        if (wakesCompiler)
        {
            _signal.FirewallDirty();
        }

        if (wake)
        {
            _signal.WakeWanted(rowId);
        }

        return true;
    }
}
