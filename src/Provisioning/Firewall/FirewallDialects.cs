namespace Provisioning.Firewall;

/// <summary>The dialects' names as the command line and the API write them, and what each can say.</summary>
public static class FirewallDialects
{
    public const string Default = "tr181-2.18";

    public static IReadOnlyList<string> Names { get; } = ["tr181-2.18", "tr181-2.16", "tr181-2.2", "flat"];

    public static bool TryParse(string? name, out FirewallDialect dialect)
    {
        dialect = name switch
        {
            "tr181-2.18" => FirewallDialect.Tr181V18,
            "tr181-2.16" => FirewallDialect.Tr181V16,
            "tr181-2.2" => FirewallDialect.Tr181V2,
            "flat" => FirewallDialect.Flat,
            _ => FirewallDialect.None,
        };
        return dialect != FirewallDialect.None;
    }

    public static string NameOf(FirewallDialect dialect) => dialect switch
    {
        FirewallDialect.Tr181V18 => "tr181-2.18",
        FirewallDialect.Tr181V16 => "tr181-2.16",
        FirewallDialect.Tr181V2 => "tr181-2.2",
        FirewallDialect.Flat => "flat",
        _ => "none",
    };

    /// <summary>ConnectionState and SourceMAC, since TR-181 2.16.</summary>
    internal static bool IsStateful(this FirewallDialect dialect) =>
        dialect is FirewallDialect.Tr181V16 or FirewallDialect.Tr181V18;

    internal static bool HasSets(this FirewallDialect dialect) => dialect is FirewallDialect.Tr181V18;
}
