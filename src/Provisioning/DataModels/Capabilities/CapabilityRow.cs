namespace Provisioning.DataModels.Capabilities;

/// <summary>One row of a capability as the gateway last told it, in our words.</summary>
/// <param name="Path">Of the gateway's object.</param>
/// <param name="Values">By field; a secret reads back empty.</param>
/// <param name="Paths">The parameter behind each field.</param>
internal sealed record CapabilityRow(string Path, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Paths);
