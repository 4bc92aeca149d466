namespace Provisioning.Firewall;

/// <summary>What a gateway's TR-181 firewall can say; the names of the command line stand in <c>FirewallDialects</c>.</summary>
public enum FirewallDialect
{
    /// <summary>P0: no usable rules.</summary>
    None,

    /// <summary>P1, <c>flat</c>: one chain, creation order counts, no target chains.</summary>
    Flat,

    /// <summary>P2, <c>tr181-2.2</c>: chains and order, by address, stateless.</summary>
    Tr181V2,

    /// <summary>P3, <c>tr181-2.16</c>: source MAC and connection state.</summary>
    Tr181V16,

    /// <summary>P4, <c>tr181-2.18</c>: address sets.</summary>
    Tr181V18,
}
