namespace Provisioning.DataModels.Capabilities;

/// <summary>A row elsewhere that belongs to the capability's row, because it refers to it.</summary>
/// <param name="Table">Relative to the root, with <c>{i}</c>.</param>
/// <param name="Reference">Its parameter that holds the path of our row.</param>
internal sealed record CapabilityJoin(string Table, string Reference);
