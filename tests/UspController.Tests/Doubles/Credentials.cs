using System.Collections.Concurrent;
using Provisioning.Devices;

namespace UspController.Tests.Doubles;

/// <summary>Credentials in memory.</summary>
internal sealed class Credentials : IDeviceCredentials
{
    private readonly ConcurrentDictionary<string, DeviceCredential> _known = new(StringComparer.Ordinal);

    public void Put(DeviceCredential credential) => _known[credential.Username] = credential;

    public bool IsConfirmed(string username) => _known[username].Confirmed;

    public ValueTask<DeviceCredential?> FindAsync(string username, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_known.GetValueOrDefault(username));

    public ValueTask<bool> HasConfirmedAsync(DeviceId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_known.Values.Any(c => c.Device == id && c.Confirmed));

    public ValueTask ConfirmAsync(DeviceId id, CancellationToken cancellationToken)
    {
        foreach (var credential in _known.Values.Where(c => c.Device == id))
        {
            _known[credential.Username] = credential with { Confirmed = true };
        }

        return ValueTask.CompletedTask;
    }
}
