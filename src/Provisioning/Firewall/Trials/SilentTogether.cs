using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Trials;

/// <summary>Gives gateways that fell silent together more time, once. Inside a commit; see <see cref="SilentGateways"/>.</summary>
internal static class SilentTogether
{
    public static async Task SpareAsync(AcsDbContext db, int lostAtOnce, TimeSpan lostAfter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = db.DeviceFirewalls.Where(f => f.LostAt < now && !f.IsSpared);
        if (await due.CountAsync(cancellationToken) is not (> 0 and var count))
        {
            return;
        }

        var since = now - lostAfter;
        var silent = new SilentGateways(
            count,
            await db.DeviceFirewalls.CountAsync(f => f.LostAt != null && f.IsSpared, cancellationToken),
            await db.DeviceFirewalls.CountAsync(f => f.UndoneAt > since && (f.SecondTry == SecondTry.WhenBack || f.SecondTry == SecondTry.UnlessRestarted), cancellationToken),
            await db.DeviceFirewalls.CountAsync(f => f.LostAt != null, cancellationToken));
        if (!silent.IsOutage(lostAtOnce))
        {
            return;
        }

        var until = now + lostAfter;
        await due.ExecuteUpdateAsync(f => f.SetProperty(x => x.LostAt, until).SetProperty(x => x.IsSpared, true), cancellationToken);
        if (silent.Spared == 0)
        {
            // Once for an outage; those that fall silent while it goes on are part of it.
            db.DeviceEvents.Add(new DeviceEventRow
            {
                At = now,
                Kind = "firewall.outage",
                Text = $"{count} of {silent.Trials} gateways to which a new firewall is being brought fell silent together: that is power, line or this server, and not their firewalls. They have {lostAfter} more.",
            });
        }
    }
}
