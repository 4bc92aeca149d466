namespace Provisioning.Mud.Parsing;

/// <summary>Another name that real files use for a node.</summary>
/// <param name="Repair">What taking it is called.</param>
internal readonly record struct Alias(string Name, string Repair);
