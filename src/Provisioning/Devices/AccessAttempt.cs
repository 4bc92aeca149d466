namespace Provisioning.Devices;

/// <summary>What makes attempts to come in equal.</summary>
/// <param name="RemoteAddress">Without port; empty where none is known.</param>
/// <param name="Mechanism"><c>none</c>, <c>digest</c>, <c>basic</c>, <c>certificate</c>, <c>bootstrap</c> (USP).</param>
/// <param name="Reason">A word of a fixed set: never what was sent.</param>
public readonly record struct AccessAttempt(
    DeviceId Device, string RemoteAddress, Protocols Protocol, string Mechanism, AccessResult Result, string Reason);
