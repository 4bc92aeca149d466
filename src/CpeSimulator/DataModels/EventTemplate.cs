namespace CpeSimulator.DataModels;

/// <summary>A USP event. <paramref name="Name"/> ends with <c>!</c>.</summary>
public sealed record EventTemplate(string Name, IReadOnlyList<string> Arguments);
