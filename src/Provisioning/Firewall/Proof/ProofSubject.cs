namespace Provisioning.Firewall.Proof;

/// <summary>What the rules of one host are held against.</summary>
/// <param name="Facts">Host, network, names and the entries of ISP and subscriber; of the parsed file in it only its URL is looked at.</param>
/// <param name="File">The MUD file as it was fetched; null where the host is held to none.</param>
/// <param name="Community">The community's profile as it was submitted, where there is one.</param>
public sealed record ProofSubject(CompileInput Facts, ReadOnlyMemory<byte>? File, ReadOnlyMemory<byte>? Community = null);
