using Org.BouncyCastle.Tls;

namespace UspController.Sessions.Tls;

/// <summary>The role of whoever began the session context.</summary>
internal sealed class PayloadTlsClient(TlsPeerIdentity identity) : DefaultTlsClient(identity.Crypto)
{
    public override TlsAuthentication GetAuthentication() => new Authentication(identity, () => m_context);

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        identity.Complete(m_context);
    }

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.TLSv12.Only();

    protected override int[] GetSupportedCipherSuites() => TlsPeerIdentity.Suites;

    protected override IList<int> GetSupportedGroups(IList<int> namedGroupRoles) => TlsPeerIdentity.Groups;

    protected override IList<SignatureAndHashAlgorithm> GetSupportedSignatureAlgorithms() => [TlsPeerIdentity.Signature];

    private sealed class Authentication(TlsPeerIdentity identity, Func<TlsContext> context) : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate) => identity.Check(serverCertificate.Certificate);

        public TlsCredentials GetClientCredentials(CertificateRequest certificateRequest) => identity.Credentials(context());
    }
}
