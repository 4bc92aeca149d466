namespace Acs.Dots.Cbor;

/// <summary>What a peer asks for.</summary>
internal sealed record WantedConfig(WantedHeartbeats Mitigating, WantedHeartbeats Idle);
