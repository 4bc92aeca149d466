using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud;

/// <summary>Brings the hosts' rows in line with what a gateway reports, inside the caller's transaction.</summary>
public interface IHostSync
{
    /// <summary>
    /// Upserts hosts, applies the rules for new and changed MUD URLs, wants files that are not known, and sets
    /// <see cref="DeviceRow.FirewallDirty"/> when something that the firewall depends on changed.
    /// </summary>
    /// <returns>True when anything changed.</returns>
    Task<bool> ApplyAsync(AcsDbContext db, DeviceRow device, IReadOnlyList<LanHost> hosts, DateTimeOffset now, CancellationToken cancellationToken);
}
