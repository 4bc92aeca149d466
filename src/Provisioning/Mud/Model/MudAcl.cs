namespace Provisioning.Mud.Model;

public sealed record MudAcl(string Name, MudAclType Type, IReadOnlyList<MudAce> Aces);
