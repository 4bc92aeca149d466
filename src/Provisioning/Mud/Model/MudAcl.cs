namespace Provisioning.Mud.Model;

/// <param name="LeftOut">Names of entries that allow nothing because they were not wholly understood.</param>
public sealed record MudAcl(string Name, MudAclType Type, IReadOnlyList<MudAce> Aces, IReadOnlyList<string> LeftOut);
