namespace Provisioning.Campaigns;

/// <summary>How a gateway stands to a version of a MUD file that is rolled out.</summary>
/// <param name="Hosts">Behind it, under the file's URL.</param>
/// <param name="HasVersion">It is compiled from that version: by the campaign, or because it is in force.</param>
/// <param name="IsCompiled">Nothing of its firewall is still to be worked out.</param>
/// <param name="IsSettled">Compiled, written and read back, and the gateway was heard of since.</param>
/// <param name="Failure">Why a host's rules could not be made of it; null: they could, or nobody tried yet.</param>
public sealed record MudStanding(int Hosts, bool HasVersion, bool IsCompiled, bool IsSettled, string? Failure);
