using System.Security.Cryptography.X509Certificates;

namespace Provisioning.Mud.Fetching;

/// <summary>Why a certificate's chain does not hold, for a person who can do something about it.</summary>
internal static class CertificateTrouble
{
    private const int MaxName = 200;
    private const X509ChainStatusFlags Strange = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <param name="chain">Was built of the certificate, without success.</param>
    /// <param name="key">Of the configuration, where an authority can be added.</param>
    public static string Of(X509Certificate2 certificate, X509Chain chain, string key)
    {
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return $"a certificate of its chain is out of date ({NameOf(certificate)} is valid from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u})";
        }

        return (status & Strange) != X509ChainStatusFlags.NoError
            ? $"{NameOf(certificate)} was issued by {Clean(certificate.Issuer)}, and no authority in {key} stands behind that"
            : $"{NameOf(certificate)}: {status}";
    }

    /// <summary>The subject: whoever made the certificate wrote it, so it is cut and holds no control characters.</summary>
    public static string NameOf(X509Certificate2 certificate) => Clean(certificate.Subject);

    private static string Clean(string name) =>
        new([.. (name.Length == 0 ? "an unnamed subject" : name).Take(MaxName).Select(c => char.IsControl(c) ? ' ' : c)]);
}
