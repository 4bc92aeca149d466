namespace Acs.Northbound;

/// <summary>A profile beside the manufacturer's file, in the files' own words.</summary>
/// <param name="Blocked">What the file lets through and the profile does not: it passes no more once the profile is in force.</param>
/// <param name="WithoutEffect">What the profile lets through and the file does not: it never passes because of a profile.</param>
internal sealed record ProfileDifferenceResource(string? MudUrl, IReadOnlyList<string> Blocked, IReadOnlyList<string> WithoutEffect);
