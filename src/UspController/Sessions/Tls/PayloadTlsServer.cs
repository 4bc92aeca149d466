using Org.BouncyCastle.Tls;

namespace UspController.Sessions.Tls;

/// <summary>The role of whoever did not begin the session context. Renegotiation is refused by the library (TR-369 R-E2E.42).</summary>
internal sealed class PayloadTlsServer(TlsPeerIdentity identity) : DefaultTlsServer(identity.Crypto)
{
    public override TlsCredentials GetCredentials() => identity.Credentials(m_context);

    public override CertificateRequest GetCertificateRequest() => new([ClientCertificateType.ecdsa_sign], [TlsPeerIdentity.Signature], null);

    public override void NotifyClientCertificate(Certificate clientCertificate) => identity.Check(clientCertificate);

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        identity.Complete(m_context);
    }

    public override int[] GetSupportedGroups() => TlsPeerIdentity.Groups;

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.TLSv12.Only();

    protected override int[] GetSupportedCipherSuites() => TlsPeerIdentity.Suites;
}
