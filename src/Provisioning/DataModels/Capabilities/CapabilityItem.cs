namespace Provisioning.DataModels.Capabilities;

/// <param name="Known">False: never read; an operation getValues with its name reads it.</param>
public sealed record CapabilityItem(string Name, bool Known, IReadOnlyList<CapabilityItemRow> Rows);
