namespace Provisioning.Conversations;

/// <summary>A parameter's attributes as the gateway told them (TR-069 A.3.2.5).</summary>
/// <param name="Notification">As in <see cref="AttributeChange"/>.</param>
public sealed record ParameterAttributes(string Path, int Notification, IReadOnlyList<string> AccessList);
