namespace Provisioning.Mud.Names;

/// <summary>To be filled.</summary>
public sealed record NameHistory;
