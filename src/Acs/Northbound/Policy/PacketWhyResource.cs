namespace Acs.Northbound;

/// <summary>What becomes of one packet of a host.</summary>
/// <param name="Mode">What is done with the host's file.</param>
/// <param name="Policy">What the layers say; null where there is no policy, see <paramref name="WhyNot"/>.</param>
/// <param name="Gateway">What the rules say that the gateway reports.</param>
internal sealed record PacketWhyResource(string Packet, string Mode, PacketVerdict? Policy, string? WhyNot, PacketVerdict Gateway);
