namespace UspController.Security;

/// <summary><c>Acs:Usp:Security</c>: PEM files.</summary>
public sealed class SecurityOptions
{
    /// <summary>The controller's certificate, its chain after it: ECDSA on P-256, the endpoint id in subjectAltName.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>Its key, unencrypted.</summary>
    public string Key { get; set; } = "";

    /// <summary>Authorities that vouch for agents' certificates.</summary>
    public string TrustedAuthorities { get; set; } = "";

    /// <summary>Records are signed (TR-369 R-E2E.29): for brokers that the ISP does not run itself.</summary>
    public bool Sign { get; set; }
}
