namespace Acs.Northbound;

/// <summary>Either may be absent: it stays as it is.</summary>
/// <param name="Mode"><c>off</c>, <c>observe</c>, <c>ask</c>, <c>enforce</c>, or <c>inherit</c>: what holds for the home.</param>
public sealed record HostMudRequest(string? Url, string? Mode);
