using Provisioning.DesiredState;

namespace Provisioning.Storage.Documents;

/// <summary>
/// A device's documents and layers, in and out of their compressed rows. Everything takes the caller's context: inside
/// <see cref="IGroupCommit.CommitAsync"/> the one that is handed in, for reads any.
/// </summary>
public interface IDeviceDocuments
{
    /// <summary>Reported parameters, capabilities and progress; empty ones for a device that has none.</summary>
    Task<DeviceDocuments> LoadAsync(AcsDbContext db, long deviceId, CancellationToken cancellationToken);

    /// <summary>Every layer but the firmware one, in the order of <see cref="Layer.InOrder"/>.</summary>
    Task<IReadOnlyList<DesiredLayer>> LayersAsync(AcsDbContext db, long deviceId, CancellationToken cancellationToken);

    /// <summary>All layers composed.</summary>
    Task<DesiredDevice> DesiredAsync(AcsDbContext db, long deviceId, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces one layer; the device becomes pending when it differs. Its progress starts anew by itself, because the hash changes.
    /// </summary>
    /// <returns>False when the same layer was there already.</returns>
    Task<bool> SaveLayerAsync(AcsDbContext db, long deviceId, DesiredLayer layer, string author, CancellationToken cancellationToken);

    /// <summary>The firmware layer: what a campaign wants now.</summary>
    /// <returns>False when the same was there already.</returns>
    Task<bool> SaveFirmwareAsync(AcsDbContext db, long deviceId, DesiredFirmware firmware, string author, CancellationToken cancellationToken);

    /// <summary>Withdraws a layer. What it owned and nobody else wants is no longer known to be ours: save an empty layer
    /// that still owns its rows where they are to be removed from the gateway.</summary>
    /// <returns>False when there was none.</returns>
    Task<bool> RemoveLayerAsync(AcsDbContext db, long deviceId, string name, CancellationToken cancellationToken);

    /// <summary>A person says: try again what was given up.</summary>
    Task StartAnewAsync(AcsDbContext db, long deviceId, CancellationToken cancellationToken);
}
