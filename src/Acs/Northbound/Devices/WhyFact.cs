namespace Acs.Northbound;

/// <summary>One fact, with the time from which it holds.</summary>
/// <param name="About"><c>contact</c>, <c>convergence</c>, <c>migration</c>, <c>operation</c>, <c>campaign</c>, <c>mud</c>, <c>enrolment</c>, <c>authentication</c>.</param>
public sealed record WhyFact(DateTimeOffset? At, string About, string Text);
