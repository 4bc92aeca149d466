namespace Acs.Northbound;

/// <param name="Mode"><c>off</c>, <c>observe</c>, <c>ask</c>, <c>enforce</c>, or <c>inherit</c>: nothing is chosen here.</param>
internal sealed record ModeRequest(string Mode);
