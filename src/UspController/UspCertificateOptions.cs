namespace UspController;

/// <summary><c>Acs:Usp:Mqtt:TlsCertificate</c>, <c>Acs:Usp:WebSocket:Certificate</c>, as <c>Acs:Cwmp:Certificate</c> takes it. Read again when a file changes.</summary>
public sealed class UspCertificateOptions
{
    /// <summary>A PKCS #12 file, or a PEM file with the certificate and its chain. Empty: there is none.</summary>
    public string Path { get; set; } = "";

    /// <summary>The PEM file of the key, where <see cref="Path"/> is PEM without it.</summary>
    public string? KeyPath { get; set; }

    public string? Password { get; set; }
}
