namespace Provisioning.DesiredState;

/// <summary>
/// Rows that the server put there and may delete: in tables matching <paramref name="Table"/> (a template with
/// <c>{i}</c>), those whose <paramref name="Parameter"/> begins with <paramref name="Prefix"/>. Rows of anybody else are
/// never touched. What is owned and not desired is retired after the switch.
/// </summary>
public sealed record OwnedRows(string Table, string Parameter, string Prefix);
