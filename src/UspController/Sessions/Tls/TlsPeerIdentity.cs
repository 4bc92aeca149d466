using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using UspController.Security;

namespace UspController.Sessions.Tls;

/// <summary>What both roles of a payload's TLS session share: own certificate, the check of the peer's, the exported keys.</summary>
internal sealed class TlsPeerIdentity(ControllerIdentity own, Func<IReadOnlyList<byte[]>, bool> accepts, bool isClient)
{
    private const string ExporterLabel = "EXPORTER-BBF-USP-Record";
    private const int KeyBytes = 32;

    /// <summary>R-E2E.40b</summary>
    public static readonly SignatureAndHashAlgorithm Signature = new(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

    public static readonly int[] Suites = [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256];

    public static readonly int[] Groups = [NamedGroup.secp256r1];

    public BcTlsCrypto Crypto { get; } = new(new SecureRandom());

    /// <summary>Null until the handshake is over.</summary>
    public byte[]? KeyMaterial { get; private set; }

    // R-E2E.39
    public ReadOnlySpan<byte> OwnKey => KeyMaterial.AsSpan(isClient ? 0 : KeyBytes, KeyBytes);

    public ReadOnlySpan<byte> PeerKey => KeyMaterial.AsSpan(isClient ? KeyBytes : 0, KeyBytes);

    // R-E2E.36, R-E2E.37: a context of length zero is not the same as none.
    public void Complete(TlsContext context) => KeyMaterial = context.ExportKeyingMaterial(ExporterLabel, [], 2 * KeyBytes);

    public TlsCredentialedSigner Credentials(TlsContext context)
    {
        var chain = own.Chain.Select(c => Crypto.CreateCertificate(c.RawData)).ToArray<TlsCertificate>();
        return new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(context), Crypto, PrivateKeyFactory.CreateKey(own.ExportKey()), new Certificate(chain), Signature);
    }

    /// <summary>R-E2E.43: both sides show who they are.</summary>
    /// <exception cref="TlsFatalAlert">The certificate is not believed.</exception>
    public void Check(Certificate? certificate)
    {
        if (certificate is null || certificate.IsEmpty)
        {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }

        if (!accepts([.. certificate.GetCertificateList().Take(8).Select(c => c.GetEncoded())]))
        {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }
}
