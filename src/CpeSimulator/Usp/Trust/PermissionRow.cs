namespace CpeSimulator.Usp.Trust;

/// <summary>An enabled permission of an enabled role.</summary>
/// <param name="Targets">Each in its parts.</param>
/// <param name="Texts">By <see cref="Right"/>.</param>
internal sealed record PermissionRow(uint Order, IReadOnlyList<IReadOnlyList<string>> Targets, IReadOnlyList<string> Texts)
{
    public bool IsEverything => Targets.Any(t => t is ["Device"]) && Texts.All(t => t == "rwxn");

    public bool Means(IReadOnlyList<string> path) => Targets.Any(t => t.Count <= path.Count
        && t.Zip(path).All(p => p.First == p.Second || (p.First == "*" && (p.Second is "*" or "{i}" || char.IsAsciiDigit(p.Second[0]) || p.Second[0] == '['))));

    /// <summary>It means something below the path.</summary>
    public bool LiesBelow(IReadOnlyList<string> path) => Targets.Any(t => t.Count > path.Count && path.Zip(t).All(p => p.First == p.Second));
}
