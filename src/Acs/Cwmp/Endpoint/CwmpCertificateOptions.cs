namespace Acs.Cwmp.Endpoint;

/// <summary><c>Acs:Cwmp:Certificate</c>, for https addresses.</summary>
internal sealed class CwmpCertificateOptions
{
    /// <summary>A PKCS #12 file, or a PEM file with the certificate and its chain.</summary>
    public string? Path { get; set; }

    /// <summary>The PEM file of the key, where <see cref="Path"/> is PEM without it.</summary>
    public string? KeyPath { get; set; }

    public string? Password { get; set; }
}
