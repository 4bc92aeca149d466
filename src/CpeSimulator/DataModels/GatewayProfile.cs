namespace CpeSimulator.DataModels;

/// <summary>What a gateway's firewall can be told; the rest of the data model is the same but for TR-098.</summary>
public enum GatewayProfile
{
    /// <summary>TR-181 with <c>Firewall.Config</c> High or Low and nothing else.</summary>
    P0,

    /// <summary>One level, one chain, creation order counts, no target chains.</summary>
    P1,

    /// <summary>TR-181 2.2: levels, chains, order, by address, stateless.</summary>
    P2,

    /// <summary>TR-181 2.16: policies, source MAC, connection state.</summary>
    P3,

    /// <summary>TR-181 2.18: address sets.</summary>
    P4,

    /// <summary>InternetGatewayDevice:1.</summary>
    Tr098,
}
