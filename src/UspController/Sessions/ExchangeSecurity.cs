using Usp.Records;
using UspController.Security;

namespace UspController.Sessions;

/// <summary>What secures records: the controller's own certificate, and whom it believes.</summary>
/// <param name="Own">Null: payloads cannot be secured, and records are not signed.</param>
/// <param name="Signs">Records are signed where no TLS session protects them (TR-369 R-E2E.29).</param>
internal sealed record ExchangeSecurity(ControllerIdentity? Own, CertificateTrust Trust, bool Signs, TimeProvider Time)
{
    public static ExchangeSecurity None { get; } = new(null, new CertificateTrust([]), false, TimeProvider.System);

    /// <exception cref="System.Security.Cryptography.CryptographicException">A file is not what is needed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ExchangeSecurity Read(SecurityOptions options, TimeProvider time) => new(
        options.Certificate.Length > 0 ? ControllerIdentity.Read(options.Certificate, options.Key) : null,
        CertificateTrust.Read(options.TrustedAuthorities), options.Sign, time);

    /// <summary>What is wrong with a record's signature; null: nothing.</summary>
    public string? Verify(Record record) => RecordIntegrity.Verify(record, Trust, Time.GetUtcNow());

    public bool CanSecure => Own is not null && !Trust.IsEmpty;
}
