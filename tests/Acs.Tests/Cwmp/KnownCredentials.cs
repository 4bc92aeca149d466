using Provisioning.Devices;

namespace Acs.Tests.Cwmp;

/// <summary>Credentials of a few devices, in memory.</summary>
internal sealed class KnownCredentials : IDeviceCredentials
{
    public Dictionary<string, DeviceCredential> ByName { get; } = new(StringComparer.Ordinal);

    public ValueTask<DeviceCredential?> FindAsync(string username, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ByName.GetValueOrDefault(username));

    public ValueTask<bool> HasConfirmedAsync(DeviceId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ByName.Values.Any(c => c.Device == id && c.Confirmed));

    public ValueTask<bool> HasIssuedAsync(DeviceId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ByName.Values.Any(c => c.Device == id));

    public ValueTask ConfirmAsync(DeviceId id, CancellationToken cancellationToken)
    {
        var found = ByName.Values.Single(c => c.Device == id);
        ByName[found.Username] = found with { Confirmed = true };
        return ValueTask.CompletedTask;
    }
}
