namespace Provisioning.Devices;

/// <summary>Secrets of devices, decrypted on demand. Cached: asked at every authentication.</summary>
public interface IDeviceCredentials
{
    /// <summary>The credential that a user name belongs to, or null. A USP endpoint id is its device's user name too.</summary>
    ValueTask<DeviceCredential?> FindAsync(string username, CancellationToken cancellationToken);

    /// <summary>True when the device has been given credentials of its own and has used them: anonymous contacts no longer count.</summary>
    ValueTask<bool> HasConfirmedAsync(DeviceId id, CancellationToken cancellationToken);

    /// <summary>
    /// True when the device uses its own now: the shared bootstrap credential no longer counts. Between a factory reset,
    /// told with the shared credential, and the first use of the device's own both count (<see cref="HasConfirmedAsync"/> stays
    /// true): whatever breaks in between, the gateway holds one that opens.
    /// </summary>
    ValueTask<bool> IsInUseAsync(DeviceId id, CancellationToken cancellationToken) => HasConfirmedAsync(id, cancellationToken);

    /// <summary>
    /// True when the device has been given credentials, used or not. A gateway sends credentials only when it is challenged,
    /// so one that holds unused ones has to be challenged once, or they would never be confirmed.
    /// </summary>
    ValueTask<bool> HasIssuedAsync(DeviceId id, CancellationToken cancellationToken) => HasConfirmedAsync(id, cancellationToken);

    /// <summary>The first use proves that the device stored it.</summary>
    ValueTask ConfirmAsync(DeviceId id, CancellationToken cancellationToken);
}
