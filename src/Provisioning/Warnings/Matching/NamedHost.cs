namespace Provisioning.Warnings.Matching;

/// <summary>A host that is known by its name only.</summary>
internal sealed record NamedHost(long DeviceId, string Mac, ThingMatch Match);
