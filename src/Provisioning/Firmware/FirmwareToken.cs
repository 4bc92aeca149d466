using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Provisioning.Firmware;

/// <summary>What a link says, signed: whoever holds it may fetch that image until then. No database is asked.</summary>
/// <param name="DeviceRowId">For whom it was made; 0: for nobody in particular.</param>
/// <param name="Attempt">Distinguishes the attempts at one device.</param>
/// <param name="Sha256">Of the image, lower-case hex.</param>
public sealed record FirmwareToken(long DeviceRowId, uint Attempt, DateTimeOffset Expires, string Sha256)
{
    private const byte Version = 1;
    private const int BodyBytes = 1 + 4 + 8 + 4 + 32;

    public static uint AttemptOf(string commandKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(commandKey)));

    public string Sign(ReadOnlySpan<byte> key)
    {
        Span<byte> body = stackalloc byte[BodyBytes];
        body[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(body[1..], (uint)Math.Min(Expires.ToUnixTimeSeconds(), uint.MaxValue));
        BinaryPrimitives.WriteInt64BigEndian(body[5..], DeviceRowId);
        BinaryPrimitives.WriteUInt32BigEndian(body[13..], Attempt);
        Convert.FromHexString(Sha256).CopyTo(body[17..]);
        return SignedLink.Sign(key, default, body);
    }

    /// <returns>The token, expired or not; null where it was not signed with that key.</returns>
    public static FirmwareToken? Read(string text, ReadOnlySpan<byte> key)
    {
        Span<byte> body = stackalloc byte[BodyBytes];
        return SignedLink.TryRead(text, key, default, body) && body[0] == Version
            ? new FirmwareToken(
                BinaryPrimitives.ReadInt64BigEndian(body[5..]),
                BinaryPrimitives.ReadUInt32BigEndian(body[13..]),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(body[1..])),
                Convert.ToHexStringLower(body[17..]))
            : null;
    }
}
