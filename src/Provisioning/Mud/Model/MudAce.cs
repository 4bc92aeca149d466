namespace Provisioning.Mud.Model;

/// <summary>One access-control entry; all of its matches must hold (RFC 8520 §8).</summary>
/// <param name="Accept">False: drop or reject.</param>
/// <param name="JsonPath">Where it stands in the file.</param>
/// <param name="Line">1-based line in the file.</param>
public sealed record MudAce(string Name, MudMatch Match, bool Accept, string JsonPath, int Line);
