using System.Buffers.Binary;
using System.Security.Cryptography;
using Provisioning.Firmware;

namespace Provisioning.Diagnostics;

/// <summary>What a speed test's link says, signed: so many bytes, that way, until then. No database is asked.</summary>
/// <param name="IsUpload">From the gateway.</param>
public sealed record SpeedTestToken(bool IsUpload, long Bytes, DateTimeOffset Expires)
{
    private const int BodyBytes = 1 + 8 + 4 + 4;

    private static ReadOnlySpan<byte> Kind => "speed "u8;

    public string Sign(ReadOnlySpan<byte> key)
    {
        Span<byte> body = stackalloc byte[BodyBytes];
        body[0] = IsUpload ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(body[1..], Bytes);
        BinaryPrimitives.WriteUInt32BigEndian(body[9..], (uint)Expires.ToUnixTimeSeconds());
        // Nobody's cache has this one.
        RandomNumberGenerator.Fill(body[13..]);
        return SignedLink.Sign(key, Kind, body);
    }

    /// <returns>The token, expired or not; null where it was not signed with that key.</returns>
    public static SpeedTestToken? Read(string text, ReadOnlySpan<byte> key)
    {
        Span<byte> body = stackalloc byte[BodyBytes];
        return SignedLink.TryRead(text, key, Kind, body)
            ? new SpeedTestToken(
                body[0] == 1,
                BinaryPrimitives.ReadInt64BigEndian(body[1..]),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(body[9..])))
            : null;
    }
}
