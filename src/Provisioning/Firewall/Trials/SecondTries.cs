using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Trials;

/// <summary>Writes down what comes of a firewall that was taken back for silence, when the gateway is back. Inside a commit.</summary>
internal static class SecondTries
{
    public static async Task WriteAsync(AcsDbContext db, DeviceRow device, SecondTry next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.DeviceFirewalls.FindAsync([device.Id], cancellationToken) is not { UndoneHash: { } undone } row || row.SecondTry == next)
        {
            return;
        }

        var begins = next == SecondTry.Begun;
        (row.SecondTry, row.IsHeld) = (next, !begins);
        device.FirewallDirty = true;
        device.Revision++;
        db.DeviceEvents.Add(new DeviceEventRow
        {
            DeviceId = device.Id,
            At = now,
            Kind = begins ? "firewall.retry" : "firewall.held",
            Text = begins
                ? $"The gateway is back, with the firewall before in force: firewall {FirewallTrials.Short(undone)}, with which it fell silent, goes to it once more."
                : $"The gateway came back restarted, and a write of firewall {FirewallTrials.Short(undone)} was never answered: that one is held back until others are compiled, or a person lets it go again.",
        });
    }
}
