namespace CpeSimulator.DataModels;

/// <summary>A USP command. <paramref name="Name"/> ends with <c>()</c>.</summary>
public sealed record CommandTemplate(string Name, bool IsAsync, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);
