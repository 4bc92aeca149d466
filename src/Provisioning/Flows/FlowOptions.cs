namespace Provisioning.Flows;

/// <summary><c>Acs:Flows</c>: what is kept of observed flows.</summary>
public sealed class FlowOptions
{
    public const string Section = "Acs:Flows";

    /// <summary>Different findings of one host; what is beyond is counted only.</summary>
    public int FindingsPerHost { get; set; } = 200;

    /// <summary>Different flows of one host that are remembered for <c>Acs:Retention:RecentFlows</c>, so that an attack finds who sends it.</summary>
    public int RecentPerHost { get; set; } = 200;

    /// <summary>How often counters of rules and hosts are looked at, where a gateway has them and its hosts are watched; null: never.</summary>
    public TimeSpan? CountersEvery { get; set; }

    /// <summary>A permission that no flow has used is called unused when the model's flows have been observed for so long.</summary>
    public TimeSpan UnusedAfter { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Batches of flows of one gateway that may wait to be looked at; what comes beyond is not taken.</summary>
    public int WaitingPerDevice { get; set; } = 100;

    /// <summary>How often the log is fetched of a gateway whose hosts are watched (observe, ask or enforce); null: never by itself.</summary>
    public TimeSpan? LogEvery { get; set; }
}
