namespace Provisioning.DataModels.Capabilities;

/// <param name="Path">Of the gateway's object.</param>
/// <param name="Values">By name; secrets read back empty.</param>
/// <param name="Paths">The gateway's parameter behind each.</param>
public sealed record CapabilityItemRow(string Path, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Paths);
