namespace Provisioning.Firewall;

/// <summary>What a host's composed policy says to one packet, and which layers, files and entries say so.</summary>
/// <param name="Because">Empty: nobody lets it through, so it does not pass.</param>
public sealed record PolicyDecision(bool Accepted, IReadOnlyList<Because> Because);
