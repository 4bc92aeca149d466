namespace CpeSimulator.Usp;

/// <summary>Whether a path is meant by an entry of a subscription's ReferenceList.</summary>
internal static class PathPattern
{
    /// <param name="exact">Same number of parts; else the reference may be a partial path.</param>
    public static bool Matches(string reference, string path, bool exact = false)
    {
        var wanted = PathResolver.Split(reference);
        var actual = PathResolver.Split(path);
        if (actual.Count < wanted.Count || (exact && actual.Count != wanted.Count))
        {
            return false;
        }

        if (!exact && actual.Count > wanted.Count && !reference.EndsWith('.'))
        {
            return false;
        }

        return wanted.Zip(actual).All(p => p.First == p.Second ||
            ((p.First == "*" || p.First[0] == '[') && char.IsAsciiDigit(p.Second[0])));
    }
}
