namespace Acs.Northbound;

/// <param name="Name">For people: who it is.</param>
internal sealed record SubmitterRequest(string Name);
