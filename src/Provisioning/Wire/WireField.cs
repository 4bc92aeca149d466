namespace Provisioning.Wire;

/// <summary>A header, a property, a fact of the connection: by name, in the order sent.</summary>
public sealed record WireField(string Name, string Value);
