namespace CpeSimulator;

/// <summary>What a gateway shall do wrong. All off by default; set on <see cref="Gateway.Faults"/> at any time.</summary>
public sealed record Faults
{
    public static Faults None { get; } = new();

    /// <summary>Refuses the next write that touches a path beginning with <see cref="WriteRefusal.Path"/>, once.</summary>
    public WriteRefusal? RejectNextWrite { get; init; }

    /// <summary>Refuses every such write.</summary>
    public WriteRefusal? RejectWrites { get; init; }

    /// <summary>Rules that the gateway holds in all chains; the next AddObject gives 9004 (7005). Null: no limit.</summary>
    public int? MostFirewallRules { get; init; }

    /// <summary>Accepts writes and does not store them.</summary>
    public bool IgnoresWrites { get; init; }

    /// <summary>TransferComplete and Boot! carry an empty CommandKey.</summary>
    public bool LosesCommandKey { get; init; }

    public bool NeverSendsTransferComplete { get; init; }

    /// <summary>USP: of a Download() only TransferComplete! tells.</summary>
    public bool LosesOperationComplete { get; init; }

    /// <summary>USP: how long it takes to start an image, from its window's begin on.</summary>
    public TimeSpan ActivationDelay { get; init; }

    /// <summary>Asks the file server for the length before it fetches (HEAD).</summary>
    public bool AsksLengthFirst { get; init; }

    /// <summary>Each connection to the file server is cut after so many bytes; the rest is fetched by range. Null: none is.</summary>
    public int? CutsDownloadsAfter { get; init; }

    /// <summary>Every downloaded image arrives damaged.</summary>
    public bool CorruptsFirmware { get; init; }

    /// <summary>Reports this version after an update, whatever the image says.</summary>
    public string? VersionAfterUpdate { get; init; }

    /// <summary>Takes the image and never flashes it.</summary>
    public bool KeepsOldFirmware { get; init; }

    /// <summary>Cuts the connection after so many requests of the ACS in a session, once.</summary>
    public int? DropsSessionAfter { get; init; }

    /// <summary>Wait before each answer.</summary>
    public TimeSpan Slowness { get; init; }

    /// <summary>Goes off the air when a rule of its firewall is put to use or out of use: the household cut itself off. The write is done, and no answer comes.</summary>
    public bool LosesContactAfterFirewallSwitch { get; init; }

    /// <summary>CWMP: does not return cookies (several vendors).</summary>
    public bool SendsNoCookies { get; init; }

    /// <summary>CWMP: envelope and method prefixes as some stacks write them (easycwmp, MikroTik).</summary>
    public bool OddPrefixes { get; init; }

    /// <summary>CWMP: declares and sends ISO 8859-1.</summary>
    public bool Latin1 { get; init; }

    /// <summary>CWMP: Content-Type <c>text/html</c> (easycwmp).</summary>
    public bool HtmlContentType { get; init; }

    /// <summary>CWMP: empty <c>cwmp:ID</c> in answers.</summary>
    public bool EmptyId { get; init; }

    /// <summary>CWMP: a control character in HostName values, which XML 1.0 forbids.</summary>
    public bool IllegalXmlCharacters { get; init; }

    /// <summary>Every diagnostic ends with this state, <c>Error_…</c>. Null: as it really goes.</summary>
    public string? DiagnosticError { get; init; }

    /// <summary>Never tells that a diagnostic has ended: no <c>8 DIAGNOSTICS COMPLETE</c>, no OperationComplete.</summary>
    public bool LosesDiagnosticsComplete { get; init; }

    /// <summary>CWMP: knows only the methods that TR-069 requires of every CPE.</summary>
    public bool LacksOptionalRpcs { get; init; }

    /// <summary>CWMP: refuses GetParameterNames of the empty path (Sagemcom).</summary>
    public bool RefusesRootNames { get; init; }
}
