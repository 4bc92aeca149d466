namespace Provisioning.Mud.Model;

/// <summary>Both ends included.</summary>
public readonly record struct PortRange(ushort First, ushort Last);
