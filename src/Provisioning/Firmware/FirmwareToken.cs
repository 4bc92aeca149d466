using System.Buffers.Binary;
using System.Buffers.Text;
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
    private const int TagBytes = 16;

    public static uint AttemptOf(string commandKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(commandKey)));

    public string Sign(ReadOnlySpan<byte> key)
    {
        Span<byte> token = stackalloc byte[BodyBytes + TagBytes];
        token[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(token[1..], (uint)Expires.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt64BigEndian(token[5..], DeviceRowId);
        BinaryPrimitives.WriteUInt32BigEndian(token[13..], Attempt);
        Convert.FromHexString(Sha256).CopyTo(token[17..]);
        Tag(key, token[..BodyBytes], token[BodyBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>The token, expired or not; null where it was not signed with that key.</returns>
    public static FirmwareToken? Read(string text, ReadOnlySpan<byte> key)
    {
        Span<byte> token = stackalloc byte[BodyBytes + TagBytes];
        if (text.Length != Base64Url.GetEncodedLength(token.Length) || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, token, out var length) || length != token.Length)
        {
            return null;
        }

        Span<byte> tag = stackalloc byte[TagBytes];
        Tag(key, token[..BodyBytes], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, token[BodyBytes..]) || token[0] != Version)
        {
            return null;
        }

        return new FirmwareToken(
            BinaryPrimitives.ReadInt64BigEndian(token[5..]),
            BinaryPrimitives.ReadUInt32BigEndian(token[13..]),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(token[1..])),
            Convert.ToHexStringLower(token.Slice(17, 32)));
    }

    /// <summary>The password that goes with a link; its user name is <see cref="Username"/>.</summary>
    public static string PasswordOf(string token, ReadOnlySpan<byte> key) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes("password " + token)).AsSpan(0, TagBytes));

    public static string Username(string token) => token[^12..];

    private static void Tag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, Span<byte> tag)
    {
        Span<byte> whole = stackalloc byte[32];
        HMACSHA256.HashData(key, body, whole);
        whole[..TagBytes].CopyTo(tag);
    }
}
