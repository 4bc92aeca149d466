namespace CpeSimulator.DataModels;

/// <summary>One parameter of the schema.</summary>
/// <param name="Default">Value of a fresh row or of a factory reset.</param>
/// <param name="Counts">Name of the table whose rows it counts, or null.</param>
public sealed record ParameterTemplate(string Name, ValueSyntax Syntax, bool Writable, string Default, string? Counts)
{
    /// <summary>Written once (TR-181 <c>writeOnceReadOnly</c>) or reads back empty (passwords, TR-181 <c>hidden</c>).</summary>
    public bool Hidden { get; init; }
}
