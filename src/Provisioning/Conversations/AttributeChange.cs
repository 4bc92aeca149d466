namespace Provisioning.Conversations;

/// <summary>What to change of a parameter's attributes, or of all parameters below an object.</summary>
/// <param name="Notification">0 off, 1 passive, 2 active, 3 to 6 with lightweight notification (TR-069 A.3.2.4); null: leave it.</param>
/// <param name="AccessList">Who else may write, <c>Subscriber</c>; null: leave it.</param>
public sealed record AttributeChange(string Path, int? Notification, IReadOnlyList<string>? AccessList = null);
