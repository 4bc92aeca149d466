namespace UspController;

/// <summary><c>Acs:Usp:Mqtt:TlsAgents</c>: certificates of agents at the embedded broker (TR-369 R-MQTT.43, R-SEC.9).</summary>
public sealed class UspAgentCertificateOptions
{
    public UspAgentCertificateUse Mode { get; set; }

    /// <summary>PEM files of the authorities that count, intermediate ones included. The machine's trust store does not count.</summary>
    public IList<string> TrustedAuthorities { get; } = [];

    /// <summary>PEM files of single agents' certificates that count as they are, self-signed ones above all (R-SEC.8).</summary>
    public IList<string> Pinned { get; } = [];

    /// <summary>Ask the authorities' CRL or OCSP servers, which then have to be reachable.</summary>
    public bool CheckRevocation { get; set; }
}
