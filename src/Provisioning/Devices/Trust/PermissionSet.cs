namespace Provisioning.Devices.Trust;

/// <summary>
/// What may be done to parameters, objects, rows and to commands and events (TR-181 <c>Permission.{i}.</c>: each kind gives
/// the letters a meaning of its own).
/// </summary>
public readonly record struct PermissionSet(Rights Param, Rights Obj, Rights InstantiatedObj, Rights CommandEvent)
{
    private static readonly (Rights Right, char Letter)[] _letters = [(Rights.Read, 'r'), (Rights.Write, 'w'), (Rights.Execute, 'x'), (Rights.Notify, 'n')];

    public bool IsEmpty => this == default;

    public static PermissionSet operator |(PermissionSet a, PermissionSet b) =>
        new(a.Param | b.Param, a.Obj | b.Obj, a.InstantiatedObj | b.InstantiatedObj, a.CommandEvent | b.CommandEvent);

    /// <summary>What is in both.</summary>
    public static PermissionSet operator &(PermissionSet a, PermissionSet b) =>
        new(a.Param & b.Param, a.Obj & b.Obj, a.InstantiatedObj & b.InstantiatedObj, a.CommandEvent & b.CommandEvent);

    public PermissionSet Without(PermissionSet other) =>
        new(Param & ~other.Param, Obj & ~other.Obj, InstantiatedObj & ~other.InstantiatedObj, CommandEvent & ~other.CommandEvent);

    /// <summary>From the four strings, each <c>rwxn</c> with hyphens for what is lacking. A letter counts wherever it stands.</summary>
    public static PermissionSet Parse(string? param, string? obj = null, string? instantiatedObj = null, string? commandEvent = null) =>
        new(Parse(param), Parse(obj), Parse(instantiatedObj), Parse(commandEvent));

    /// <summary>As the data model writes it: <c>r--n</c>.</summary>
    public static string Text(Rights rights) => string.Concat(_letters.Select(l => rights.HasFlag(l.Right) ? l.Letter : '-'));

    /// <summary>In words, for people: <c>read, add</c>.</summary>
    public override string ToString() => string.Join(", ",
    [
        .. Words(Param, "read", "write", null, "value changes"),
        .. Words(Obj, Param.HasFlag(Rights.Read) ? null : "read of objects", "add", null, "notice of new rows"),
        .. Words(InstantiatedObj, "list of rows", "delete", null, "notice of deleted rows"),
        .. Words(CommandEvent, "description of commands", null, "operate", "events and results"),
    ]);

    private static Rights Parse(string? text) =>
        _letters.Where(l => text?.Contains(l.Letter, StringComparison.Ordinal) == true).Aggregate(Rights.None, (sum, l) => sum | l.Right);

    private static IEnumerable<string> Words(Rights rights, string? read, string? write, string? execute, string? notify) =>
        new[] { (Rights.Read, read), (Rights.Write, write), (Rights.Execute, execute), (Rights.Notify, notify) }
            .Where(w => w.Item2 is not null && rights.HasFlag(w.Item1)).Select(w => w.Item2!);
}
