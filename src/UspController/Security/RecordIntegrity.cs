using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Google.Protobuf;
using Usp.Records;

namespace UspController.Security;

/// <summary>Signature or MAC over everything of a record but its payload (TR-369 "Validating the Integrity of the USP Record").</summary>
internal static class RecordIntegrity
{
    private const int MaxCertificateBytes = 32 * 1024;
    private const string P256 = "1.2.840.10045.3.1.7";

    public static void Sign(Record record, ControllerIdentity own)
    {
        record.SenderCert = ByteString.CopyFromUtf8(own.Pem);
        record.MacSignature = ByteString.CopyFrom(own.Sign(Protected(record)));
    }

    /// <summary>Null: the signature is that of an endpoint that may call itself so; else a few words.</summary>
    /// <remarks>Without authorities of the ISP any certificate will do that names the sender: nothing is believed because of it.</remarks>
    public static string? Verify(Record record, CertificateTrust trust, DateTimeOffset now)
    {
        if (record.SenderCert.Length is 0 or > MaxCertificateBytes)
        {
            return "no-sender-cert";
        }

        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(Encoding.UTF8.GetString(record.SenderCert.Span));
            if (chain.Count == 0 || !EndpointCertificate.IsOf(chain[0], record.FromId))
            {
                return "foreign-sender-cert";
            }

            using var key = chain[0].GetECDsaPublicKey();
            if (key is null || key.ExportParameters(false).Curve.Oid.Value != P256
                || !key.VerifyData(Protected(record), record.MacSignature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
            {
                return "bad-signature";
            }

            return trust.IsEmpty || trust.Accepts(chain[0], chain.Skip(1), now) ? null : "untrusted-sender-cert";
        }
        catch (CryptographicException)
        {
            return "bad-sender-cert";
        }
        finally
        {
            foreach (var certificate in chain)
            {
                certificate.Dispose();
            }
        }
    }

    public static void Authenticate(Record record, ReadOnlySpan<byte> key)
    {
        record.SenderCert = ByteString.Empty;
        record.MacSignature = ByteString.CopyFrom(HMACSHA256.HashData(key, Protected(record)));
    }

    // R-E2E.33
    public static bool IsAuthentic(Record record, ReadOnlySpan<byte> key) =>
        CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, Protected(record)), record.MacSignature.Span);

    /// <summary>R-E2E.32: fields by number, those of the record before those of the session context.</summary>
    internal static byte[] Protected(Record record)
    {
        using var bytes = new MemoryStream();
        Text(record.Version);
        Text(record.ToId);
        Text(record.FromId);
        Number32((uint)record.PayloadSecurity);
        bytes.Write(record.SenderCert.Span);
        if (record.SessionContext is { } session)
        {
            Number64(session.SessionId);
            Number64(session.SequenceId);
            Number64(session.ExpectedId);
            Number64(session.RetransmitId);
            Number32((uint)session.PayloadSarState);
            Number32((uint)session.PayloadrecSarState);
        }

        return bytes.ToArray();

        void Text(string text) => bytes.Write(Encoding.UTF8.GetBytes(text));

        void Number32(uint number)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(four, number);
            bytes.Write(four);
        }

        void Number64(ulong number)
        {
            Span<byte> eight = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(eight, number);
            bytes.Write(eight);
        }
    }
}
