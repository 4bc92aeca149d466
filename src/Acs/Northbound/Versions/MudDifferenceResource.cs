namespace Acs.Northbound;

/// <summary>What one content of a MUD file lets through beside another.</summary>
/// <param name="Sha256">The one that is looked at.</param>
/// <param name="To">The one it is held against.</param>
/// <param name="Gained">Let through by the first only.</param>
/// <param name="Lost">Let through by the second only.</param>
public sealed record MudDifferenceResource(string Sha256, string To, IReadOnlyList<MudFlowResource> Gained, IReadOnlyList<MudFlowResource> Lost);
