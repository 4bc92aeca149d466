namespace Acs.Dots;

/// <summary><c>Acs:Dots</c>: this server as Call Home DOTS server (RFC 9066). It opens the connections; without clients it does nothing.</summary>
internal sealed class DotsOptions
{
    public const string Section = "Acs:Dots";

    /// <summary>Call Home DOTS clients: who tells of attacks from this network.</summary>
    public IList<DotsClientOptions> Clients { get; } = [];

    /// <summary>PEM of this server's certificate, which clients know it by.</summary>
    public string? Certificate { get; set; }

    /// <summary>PEM of its key.</summary>
    public string? Key { get; set; }

    /// <summary>Quiet after which a ping is sent.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Pings without an answer before the connection is given up.</summary>
    public int MissingHeartbeats { get; set; } = 5;
}
