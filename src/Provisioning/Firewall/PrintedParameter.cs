namespace Provisioning.Firewall;

/// <summary>A parameter as <c>mud compile --json</c> prints it.</summary>
/// <param name="Type">TR-106 name: <c>string</c>, <c>int</c>, <c>boolean</c>, <c>unsignedInt</c>, <c>dateTime</c>.</param>
public sealed record PrintedParameter(string Path, string Type, string Value);
