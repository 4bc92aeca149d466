namespace Provisioning.DesiredState;

/// <summary>
/// Rows that the server put there and may delete: in tables matching <paramref name="Table"/> (a template with
/// <c>{i}</c>), those whose <paramref name="Parameter"/> begins with <paramref name="Prefix"/>. Rows of anybody else are
/// never touched. What is owned and not desired is retired after the switch.
/// </summary>
public sealed record OwnedRows(string Table, string Parameter, string Prefix)
{
    private static readonly Dictionary<string, DesiredValue> Nothing = new(StringComparer.Ordinal);

    /// <summary>
    /// What a new row of this table begins with. Desired objects leave it out, so that messages stay small; where somebody
    /// changed it afterwards, it is written all the same.
    /// </summary>
    public IReadOnlyDictionary<string, DesiredValue> Defaults
    {
        get;
        init => field = value ?? Nothing; // layers stored before there were any
    } = Nothing;
}
