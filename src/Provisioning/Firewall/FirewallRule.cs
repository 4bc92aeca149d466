namespace Provisioning.Firewall;

/// <summary>
/// One row of <c>Device.Firewall.Chain.{i}.Rule.{i}.</c> (TR-181 2.2 and later), with what it is for. Defaults are TR-181's: empty
/// and -1 mean any. Names chains and sets; instance numbers come when it is printed or pushed.
/// </summary>
public sealed record FirewallRule
{
    /// <summary>At most 256 characters; begins with <c>default:</c> where the compiler added it.</summary>
    public required string Description { get; init; }

    /// <summary>Drop, Accept, TargetChain, or Return to the chain that called.</summary>
    public required string Target { get; init; }

    /// <summary>Name of a chain in the same policy, or empty.</summary>
    public string TargetChain { get; init; } = "";

    /// <summary>A packet that it decides is told of in the gateway's log.</summary>
    public bool Log { get; init; }

    public int IPVersion { get; init; } = -1;

    /// <summary>Address, or empty.</summary>
    public string SourceIP { get; init; } = "";

    /// <summary>Prefix length 0..128, or -1 for a single address.</summary>
    public int SourcePrefixLength { get; init; } = -1;

    public string DestIP { get; init; } = "";

    public int DestPrefixLength { get; init; } = -1;

    /// <summary>Name of a set in the same policy, or empty (2.18).</summary>
    public string SourceSet { get; init; } = "";

    public string DestSet { get; init; } = "";

    public string SourceMac { get; init; } = "";

    public int Protocol { get; init; } = -1;

    public int SourcePort { get; init; } = -1;

    public int SourcePortRangeMax { get; init; } = -1;

    public int DestPort { get; init; } = -1;

    public int DestPortRangeMax { get; init; } = -1;

    /// <summary>Comma-separated, <c>ESTABLISHED,RELATED</c>, or empty (2.16).</summary>
    public string ConnectionState { get; init; } = "";

    public required IReadOnlyList<Because> Because { get; init; }
}
