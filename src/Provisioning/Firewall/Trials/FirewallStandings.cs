using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Trials;

/// <summary>Standings in and out of their rows. Writers share rows: a conversation writes trial and confirmation, whoever undoes or compiles the rest.</summary>
public static class FirewallStandings
{
    public static async Task<FirewallStanding> ReadAsync(AcsDbContext db, long deviceId, CancellationToken cancellationToken)
    {
        // The layer's content is large, and of no use here.
        var row = await db.DeviceFirewalls.AsNoTracking().Where(f => f.DeviceId == deviceId)
            .Select(f => new { f.ConfirmedHash, f.TrialHash, f.TrialAt, f.LostAt, f.IsReadBack, f.IsUnanswered, f.IsSpared, f.UndoneHash, f.UndoneAt, f.UndoneTimes, f.IsHeld, f.SecondTry })
            .FirstOrDefaultAsync(cancellationToken);
        return row is null ? FirewallStanding.None : new FirewallStanding(
            row.ConfirmedHash,
            row is { TrialHash: { } trial, TrialAt: { } at, LostAt: { } lost } ? new FirewallTrial(trial, at, lost, row.IsReadBack, row.IsUnanswered, row.IsSpared) : null,
            row is { UndoneHash: { } undone, UndoneAt: { } when } ? new UndoneFirewall(undone, when, row.UndoneTimes, row.IsHeld, row.SecondTry) : null);
    }

    internal static FirewallStanding Of(DeviceFirewallRow row) => new(
        row.ConfirmedHash,
        row is { TrialHash: { } trial, TrialAt: { } at, LostAt: { } lost } ? new FirewallTrial(trial, at, lost, row.IsReadBack, row.IsUnanswered, row.IsSpared) : null,
        row is { UndoneHash: { } undone, UndoneAt: { } when } ? new UndoneFirewall(undone, when, row.UndoneTimes, row.IsHeld, row.SecondTry) : null);

    /// <summary>What a conversation came to know.</summary>
    internal static async Task WriteAsync(AcsDbContext db, long deviceId, FirewallStanding standing, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await db.DeviceFirewalls.FindAsync([deviceId], cancellationToken);
        if (row is null)
        {
            db.DeviceFirewalls.Add(row = new DeviceFirewallRow { DeviceId = deviceId });
        }

        if (standing.Confirmed is { } hash && hash != row.ConfirmedHash
            && await db.DeviceLayers.FindAsync([deviceId, Layer.Firewall], cancellationToken) is { } layer && layer.Hash == hash)
        {
            (row.ConfirmedHash, row.Confirmed, row.ConfirmedAt) = (hash, layer.Content, now);
            Undo(row, null);
        }

        Try(row, standing.Trial);
    }

    internal static void Try(DeviceFirewallRow row, FirewallTrial? trial) =>
        (row.TrialHash, row.TrialAt, row.LostAt, row.IsReadBack, row.IsUnanswered, row.IsSpared) =
            (trial?.Hash, trial?.At, trial?.LostAt, trial is { IsReadBack: true }, trial is { IsUnanswered: true }, trial is { IsSpared: true });

    internal static void Undo(DeviceFirewallRow row, UndoneFirewall? undone) =>
        (row.UndoneHash, row.UndoneAt, row.UndoneTimes, row.IsHeld, row.SecondTry) =
            (undone?.Hash, undone?.At, undone?.Times ?? 0, undone is { IsHeld: true }, undone?.SecondTry ?? SecondTry.None);
}
