using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Provisioning.Mud.Fetching;

/// <summary>
/// What is pinned of a signer: the trust anchor's name, the signer's subject and its subjectAltName. So a renewed certificate is the same
/// signer, and another department's or another authority's is not (draft-ietf-opsawg-mud-acceptable-urls §5).
/// </summary>
internal static class SignerIdentity
{
    private const string SubjectAltName = "2.5.29.17";

    /// <returns>Hex SHA-256.</returns>
    public static string Of(X509Certificate2 signer, X509Certificate2 anchor)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in (byte[][])[anchor.SubjectName.RawData, signer.SubjectName.RawData, signer.Extensions[SubjectAltName]?.RawData ?? []])
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            hash.AppendData(length);
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
