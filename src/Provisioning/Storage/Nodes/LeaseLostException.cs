namespace Provisioning.Storage.Nodes;

/// <summary>A conversation was away for longer than its lease, and another has the device now: nothing of the old one is written.</summary>
internal sealed class LeaseLostException(long deviceId) : Exception($"The lease of device {deviceId} went to another conversation.")
{
    public long DeviceId { get; } = deviceId;
}
