namespace UspController.Agents.Errands;

/// <summary>Search paths (TR-369 "Searching with Expressions").</summary>
internal static class SearchExpression
{
    /// <summary><c>[Name=="value"]</c>; what would end the text early is percent-encoded, as the standard says.</summary>
    public static string Equal(params (string Name, string Value)[] parts) =>
        $"[{string.Join("&&", parts.Select(p => $"{p.Name}==\"{Escape(p.Value)}\""))}]";

    private static string Escape(string value) => value.Replace("%", "%25", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal);
}
