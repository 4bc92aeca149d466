namespace Acs.Cwmp.ConnectionRequest;

/// <summary>What a gateway's connection-request server answered.</summary>
/// <param name="Challenges">The WWW-Authenticate values.</param>
internal sealed record RequestAnswer(int Status, IReadOnlyList<string> Challenges);
