namespace Acs.Jobs;

/// <param name="AsksOthers">Where this node cannot reach the device, the others shall try.</param>
internal readonly record struct WakeOrder(long DeviceId, bool AsksOthers);
