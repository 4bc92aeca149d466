using System.Net;

namespace Provisioning.Warnings.Mitigations;

/// <summary>A flow that a host was seen to open.</summary>
/// <param name="Ports">Source ports of late as the other end sees them, or as the home does where no translation was told; empty: not known.</param>
/// <param name="Translated">The source as the other end sees it; null: not told.</param>
internal sealed record AttackFlow(string Mac, string Peer, int Protocol, int Port, IReadOnlyList<int> Ports, IPAddress? Translated);
