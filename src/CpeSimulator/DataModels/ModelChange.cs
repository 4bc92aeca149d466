namespace CpeSimulator.DataModels;

/// <summary>What happened to the data model, told once the change is complete.</summary>
public abstract record ModelChange(string Path)
{
    /// <param name="ByController">Written by the ACS or a controller, not by the gateway itself.</param>
    public sealed record ValueChanged(string Path, string Value, bool ByController) : ModelChange(Path);

    /// <param name="Path">Row with trailing dot.</param>
    /// <param name="Keys">The row's unique keys and their values.</param>
    public sealed record RowAdded(string Path, IReadOnlyDictionary<string, string> Keys) : ModelChange(Path);

    /// <param name="Path">Row with trailing dot.</param>
    public sealed record RowRemoved(string Path) : ModelChange(Path);
}
