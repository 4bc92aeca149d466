namespace Acs.Northbound;

/// <summary>Why a person decides so; it may be left out.</summary>
public sealed record ReasonRequest(string? Reason);
