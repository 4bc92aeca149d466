namespace Provisioning.Flows;

/// <summary>An item of <c>schemas/exposure/plain-text.json</c>.</summary>
/// <param name="Protocol">IP protocol number.</param>
/// <param name="Port">Of the destination.</param>
/// <param name="Reason">What travels in the clear, for a person.</param>
public sealed record PlainTextProtocol(int Protocol, int Port, string Name, string Reason);
