namespace Provisioning.Devices;

/// <summary>Live changes in this process, for pages and event streams. Lossy by design: a listener re-reads the database.</summary>
public interface IDeviceChanges
{
    /// <summary>Calls back, on any thread, with the key of a device that changed (null: the fleet). Dispose to stop.</summary>
    IDisposable Subscribe(Action<string?> changed);

    void Publish(string? deviceKey);
}
