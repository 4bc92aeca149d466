namespace Acs.Cwmp.Endpoint;

/// <summary><c>Acs:Cwmp:ClientCertificates</c>.</summary>
internal sealed class ClientCertificateOptions
{
    private static readonly string[] _standard = ["cn={oui}-{class}-{serial}", "cn={oui}-{serial}"];

    public ClientCertificateUse Mode { get; set; }

    /// <summary>PEM files of the authorities that count, intermediate ones included. The machine's trust store does not count.</summary>
    public IList<string> TrustedAuthorities { get; } = [];

    /// <summary>
    /// Where a certificate names its device: <c>cn=</c>, <c>dns=</c> or <c>uri=</c> with <c>{oui}</c>, <c>{class}</c>, <c>{serial}</c>, percent-encoded
    /// parts. Empty: the common name as TR-069 3.4.4 has it. A trusted certificate that fits none proves membership of the fleet,
    /// not who it is.
    /// </summary>
    public IList<string> Patterns { get; } = [];

    /// <summary>Ask the authorities' CRL or OCSP servers, which then have to be reachable.</summary>
    public bool CheckRevocation { get; set; }

    /// <summary>Header in which a proxy of <c>Acs:Cwmp:Proxies</c> hands on the certificate, PEM percent-encoded or base64 DER.</summary>
    public string? ProxyHeader { get; set; }

    public IEnumerable<string> EffectivePatterns => Patterns.Count > 0 ? Patterns : _standard;
}
