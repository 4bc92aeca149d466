namespace Provisioning.Mud.Names.Dangers;

/// <summary>Something about the way a MUD file names its peers that makes a firewall wrong or wide, for a person.</summary>
/// <param name="Code"><c>ip-literal</c>, <c>non-deterministic</c>, <c>too-generic</c>, <c>tailored</c>, <c>low-ttl</c>, <c>shared-address</c>, <c>public-resolver</c>, <c>unresolved</c>.</param>
/// <param name="Clause">Of RFC 9726: <c>4.1</c>.</param>
public sealed record NameDanger(string Code, string Clause, string Text);
