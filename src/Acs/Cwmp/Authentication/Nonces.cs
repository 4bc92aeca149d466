using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Acs.Cwmp.Authentication;

/// <summary>
/// Stateless nonces: time, salt, and a signature under a key of this process. Nothing is bound to the TCP connection,
/// since many gateways open a new one after the 401. One may be used again while it is fresh: some firmware counts
/// <c>nc=00000001</c> for ever, so a count cannot be demanded.
/// </summary>
internal sealed class Nonces(TimeProvider time)
{
    private const int SignatureLength = 16;
    private const int Length = 8 + 8 + SignatureLength;

    /// <summary>Longer than a session lives, shorter than an attacker would like.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Create()
    {
        Span<byte> nonce = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(nonce, time.GetUtcNow().ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(nonce.Slice(8, 8));
        Sign(nonce[..16], nonce[16..]);
        return Base64Url.EncodeToString(nonce);
    }

    public NonceState Check(string nonce)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (nonce.Length > 64 || !Base64Url.TryDecodeFromChars(nonce, bytes, out var written) || written != Length)
        {
            return NonceState.Stale;
        }

        Span<byte> signature = stackalloc byte[SignatureLength];
        Sign(bytes[..16], signature);
        var age = time.GetUtcNow().ToUnixTimeMilliseconds() - BinaryPrimitives.ReadInt64BigEndian(bytes);
        return CryptographicOperations.FixedTimeEquals(signature, bytes[16..]) && age >= 0 && age <= Lifetime.TotalMilliseconds
            ? NonceState.Fresh
            : NonceState.Stale;
    }

    private void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        Span<byte> full = stackalloc byte[32];
        HMACSHA256.HashData(_key, data, full);
        full[..SignatureLength].CopyTo(signature);
    }
}
