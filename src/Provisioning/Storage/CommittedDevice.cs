namespace Provisioning.Storage;

/// <param name="Key">The device's key where its row was part of the commit.</param>
internal readonly record struct CommittedDevice(DeviceAspects Aspects, string? Key);
