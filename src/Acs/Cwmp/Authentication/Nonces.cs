using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Provisioning.Devices;

namespace Acs.Cwmp.Authentication;

/// <summary>
/// Stateless nonces: time, salt, and a signature under a key that is the server's, so that one lives through a restart and
/// counts on every node. Nothing is bound to the TCP connection, since many gateways open a new one after the 401. What was
/// done with a nonce before, <see cref="NonceUses"/> knows.
/// </summary>
internal sealed class Nonces(TimeProvider time)
{
    private const int SignatureLength = 16;
    private const int Length = 8 + 8 + SignatureLength;

    /// <summary>Longer than a session lives, shorter than an attacker would like.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Clocks of two nodes differ.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromSeconds(30);

    private byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Takes the server's key instead of one of this process.</summary>
    public async Task LoadAsync(IServerSecrets secrets, CancellationToken cancellationToken) =>
        _key = await secrets.GetOrCreateAsync("cwmp-nonce", cancellationToken);

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
        if (nonce.Length > 64 || !Base64Url.IsValid(nonce) || !Base64Url.TryDecodeFromChars(nonce, bytes, out var written) || written != Length)
        {
            return NonceState.Stale;
        }

        Span<byte> signature = stackalloc byte[SignatureLength];
        Sign(bytes[..16], signature);
        var age = time.GetUtcNow().ToUnixTimeMilliseconds() - BinaryPrimitives.ReadInt64BigEndian(bytes);
        return CryptographicOperations.FixedTimeEquals(signature, bytes[16..]) && age >= -_skew.TotalMilliseconds && age <= Lifetime.TotalMilliseconds
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
