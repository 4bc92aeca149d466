namespace Provisioning.Mud.Names.Dangers;

/// <param name="Dangers">Of the file as a whole.</param>
public sealed record FileNamesReport(IReadOnlyList<NameDanger> Dangers, IReadOnlyList<NameReport> Names);
