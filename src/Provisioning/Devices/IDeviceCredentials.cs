namespace Provisioning.Devices;

/// <summary>Secrets of devices, decrypted on demand. Cached: asked at every authentication.</summary>
public interface IDeviceCredentials
{
    /// <summary>The credential that a user name belongs to, or null.</summary>
    ValueTask<DeviceCredential?> FindAsync(string username, CancellationToken cancellationToken);

    /// <summary>True when the device has been given credentials of its own and has used them: anonymous contacts no longer count.</summary>
    ValueTask<bool> HasConfirmedAsync(DeviceId id, CancellationToken cancellationToken);

    /// <summary>
    /// True when the device has been given credentials, used or not. A gateway sends credentials only when it is challenged,
    /// so one that holds unused ones has to be challenged once, or they would never be confirmed.
    /// </summary>
    ValueTask<bool> HasIssuedAsync(DeviceId id, CancellationToken cancellationToken) => HasConfirmedAsync(id, cancellationToken);

    /// <summary>The first use proves that the device stored it.</summary>
    ValueTask ConfirmAsync(DeviceId id, CancellationToken cancellationToken);
}
