namespace Acs.Northbound;

/// <summary>A parameter whose values over time are kept.</summary>
/// <param name="Samples">How many, about.</param>
internal sealed record SeriesResource(string Path, int Samples, DateTimeOffset LastAt);
