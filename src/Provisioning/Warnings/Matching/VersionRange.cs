namespace Provisioning.Warnings.Matching;

/// <summary>
/// A version range as <c>product_version_range</c> has it (CSAF §3.1.2.3.2): <c>vers:generic/&gt;=1.0|&lt;2.3</c>, or the same
/// constraints without the scheme. What orders versions otherwise (<c>vers:deb/</c>) is not guessed at.
/// </summary>
internal sealed class VersionRange
{
    private const int MaxLength = 4096;
    private const int MaxConstraints = 200;
    private const string AllVersions = "allversions";

    private static readonly string[] Known = ["semver", "generic", "intdot", "all", "none", "lexicographic", "datetime", "npm", "nuget", "golang", "gem", "cargo"];
    private readonly List<(string Operator, string Version)> _constraints;

    private VersionRange(List<(string Operator, string Version)> constraints, bool all) => (_constraints, IsAll) = (constraints, all);

    public bool IsAll { get; }

    /// <returns>Null: it says nothing that can be understood.</returns>
    public static VersionRange? Parse(string text)
    {
        text = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        if (text.StartsWith("vers:", StringComparison.OrdinalIgnoreCase))
        {
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || !Known.Contains(text[5..slash].ToLowerInvariant(), StringComparer.Ordinal))
            {
                return null;
            }

            text = text[(slash + 1)..];
        }

        // As some publishers write it: all versions < V4.7.
        if (text.StartsWith(AllVersions, StringComparison.OrdinalIgnoreCase) && text.Length > AllVersions.Length && (text[AllVersions.Length] is '<' or '>'))
        {
            text = text[AllVersions.Length..];
        }

        if (text is "*" || text.Equals(AllVersions, StringComparison.OrdinalIgnoreCase))
        {
            return new VersionRange([], all: true);
        }

        var parts = text.Split(['|', ','], StringSplitOptions.RemoveEmptyEntries);
        var constraints = parts.Take(MaxConstraints + 1).Select(Constraint).ToList();
        return constraints.Count is 0 or > MaxConstraints || constraints.Exists(c => c is null) || constraints.DistinctBy(c => c!.Value.Version, StringComparer.Ordinal).Count() != constraints.Count
            ? null
            : new VersionRange([.. constraints.Select(c => c!.Value).OrderBy(c => c.Version, Comparer<string>.Create(VersionText.Compare))], all: false);
    }

    /// <summary>By the vers specification: what is named, then what lies between the bounds.</summary>
    public bool Contains(string version)
    {
        if (IsAll)
        {
            return true;
        }

        foreach (var (sign, named) in _constraints.Where(c => VersionText.Compare(c.Version, version) == 0))
        {
            if (sign is "=" or "<=" or ">=")
            {
                return true;
            }

            if (sign == "!=")
            {
                return false;
            }
        }

        var bounds = _constraints.Where(c => c.Operator is not ("=" or "!=")).ToList();
        if (bounds.Count == 0)
        {
            return _constraints.TrueForAll(c => c.Operator == "!=");
        }

        if (bounds[0].Operator is "<" or "<=" && VersionText.Compare(version, bounds[0].Version) < 0)
        {
            return true;
        }

        if (bounds[^1].Operator is ">" or ">=" && VersionText.Compare(version, bounds[^1].Version) > 0)
        {
            return true;
        }

        return bounds.Zip(bounds.Skip(1)).Any(p => p.First.Operator is ">" or ">=" && p.Second.Operator is "<" or "<="
            && VersionText.Compare(version, p.First.Version) > 0 && VersionText.Compare(version, p.Second.Version) < 0);
    }

    private static (string Operator, string Version)? Constraint(string part)
    {
        var sign = ((string[])[">=", "<=", "!=", "<", ">", "="]).FirstOrDefault(s => part.StartsWith(s, StringComparison.Ordinal)) ?? "";
        var version = Uri.UnescapeDataString(part[sign.Length..]);
        return VersionText.IsVersion(version) && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or '~' or ':' or '/') ? (sign.Length == 0 ? "=" : sign, version) : null;
    }
}
