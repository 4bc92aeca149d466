using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.DesiredState;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Trials;

/// <summary>Takes back firewalls that gateways were lost with: what was confirmed last is declared again. Idempotent, page by page.</summary>
public sealed class LostFirewalls(IGroupCommit commit, IDeviceDocuments documents, Jobs.IWorkSignal signal, IOptionsMonitor<FirewallOptions> options, TimeProvider time)
{
    public const string Author = "firewall-undo";

    private const int Page = 200;

    /// <summary>While this server was down nobody could be heard of.</summary>
    private readonly DateTimeOffset _started = time.GetUtcNow();

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lostAfter = options.CurrentValue.LostAfter;
        if (now < _started + lostAfter)
        {
            return;
        }

        await commit.CommitAsync((db, token) => SilentTogether.SpareAsync(db, options.CurrentValue.LostAtOnce, lostAfter, now, token), cancellationToken);
        var count = Page;
        while (count == Page)
        {
            await commit.CommitAsync(
                async (db, token) =>
                {
                    var lost = await db.DeviceFirewalls.AsNoTracking().Where(f => f.LostAt < now).OrderBy(f => f.LostAt).Take(Page).Select(f => f.DeviceId).ToListAsync(token);
                    count = lost.Count;
                    foreach (var deviceId in lost)
                    {
                        await UndoAsync(db, deviceId, LossEvidence.Silence, "it was not heard of in time", now, token);
                    }
                },
                cancellationToken);
            if (count > 0)
            {
                signal.FirewallDirty();
                signal.CampaignMoved();
            }
        }
    }

    /// <summary>A person says: bring there again what was taken back.</summary>
    public async Task RetryAsync(long deviceId, string author, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await commit.CommitAsync(
            async (db, token) =>
            {
                if (await db.DeviceFirewalls.FindAsync([deviceId], token) is { } row)
                {
                    FirewallStandings.Undo(row, null);
                }

                if (await db.Devices.FindAsync([deviceId], token) is { } device)
                {
                    device.FirewallDirty = true;
                    device.Revision++;
                    db.DeviceEvents.Add(new DeviceEventRow { DeviceId = deviceId, At = now, Kind = "firewall.retry", Text = $"{author} lets the firewall go to the gateway again." });
                }
            },
            cancellationToken);
        signal.FirewallDirty();
    }

    /// <summary>Inside a commit.</summary>
    internal async Task UndoAsync(AcsDbContext db, long deviceId, LossEvidence evidence, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.DeviceFirewalls.FindAsync([deviceId], cancellationToken) is not { TrialHash: { } tried, TrialAt: { } at } row)
        {
            return;
        }

        var undone = FirewallTrials.Lost(FirewallStandings.Of(row), evidence, now).Undone!;
        FirewallStandings.Undo(row, undone);
        FirewallStandings.Try(row, null);
        var before = row.ConfirmedHash is { } hash ? $"{FirewallTrials.Short(hash)}, the one that it was last heard with," : "none, as none was confirmed before,";
        var text = $"The gateway was lost with firewall {FirewallTrials.Short(tried)}, written since {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC: {why}. Firewall {before} is declared again.{(undone.IsTriedAgain ? " Back with that, it gets the new one once more." : "")}";
        if (await db.DeviceLayers.FindAsync([deviceId, Layer.Firewall], cancellationToken) is { } layer && layer.Hash == tried)
        {
            // Without one that was confirmed: nothing is wanted, and the rows are still known to be ours.
            var old = row.Confirmed is { } content ? DocumentCodec.DecodeLayer(content)
                : DesiredHash.Layer(Layer.Firewall, new Dictionary<string, DesiredValue>(StringComparer.Ordinal), [], DocumentCodec.DecodeLayer(layer.Content).Owned);
            await documents.SaveLayerAsync(db, deviceId, old, Author, cancellationToken);
            if (row.ConfirmedHash is null)
            {
                // With none it was last heard: confirming that one clears nothing.
                (row.ConfirmedHash, row.Confirmed, row.ConfirmedAt) = (old.Hash, DocumentCodec.Encode(old), now);
            }
        }

        db.DeviceEvents.Add(new DeviceEventRow { DeviceId = deviceId, At = now, Kind = "firewall.undone", Text = text });
        if (await db.Devices.FindAsync([deviceId], cancellationToken) is { } device)
        {
            (device.ConvergenceReason, device.FirewallDirty) = (text, true);
            device.Revision++;
        }
    }
}
