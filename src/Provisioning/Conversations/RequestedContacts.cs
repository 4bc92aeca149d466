using System.Collections.Concurrent;
using Provisioning.Devices;
using Provisioning.Storage.Nodes;

namespace Provisioning.Conversations;

/// <summary>
/// For who asked a gateway to come by a way that answers nothing: did it come for that (TR-069 3.7.1.5,
/// <c>6 CONNECTION REQUEST</c>), or just then by itself?
/// </summary>
public sealed class RequestedContacts
{
    private readonly ConcurrentDictionary<DeviceId, TaskCompletionSource> _waiting = new();

    internal RequestedContacts(ThisNode node) => SeesAll = node.IsAlone;

    /// <summary>False: the gateway may come to another node, of which this one hears no events.</summary>
    public bool SeesAll { get; }

    /// <summary>Completes when the device comes because it was asked to; <see cref="Forget"/> ends the wait.</summary>
    public Task Next(DeviceId device) =>
        _waiting.GetOrAdd(device, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Forget(DeviceId device) => _waiting.TryRemove(device, out _);

    internal void Take(Contact contact)
    {
        if (!_waiting.IsEmpty && contact.Events.Contains(ContactEvent.Requested) && _waiting.TryRemove(contact.Identity.Id, out var waiting))
        {
            waiting.TrySetResult();
        }
    }
}
