using System.Buffers.Binary;

namespace Provisioning.Firmware;

/// <summary>What an upload's address says, signed: whoever holds it may bring the file of that order until then, once.</summary>
/// <param name="DeviceRowId">Whose file it will be.</param>
/// <param name="OperationId">The order.</param>
public sealed record UploadToken(long DeviceRowId, Guid OperationId, DateTimeOffset Expires)
{
    private const byte Version = 1;
    private const int BodyBytes = 1 + 4 + 8 + 16;

    private static ReadOnlySpan<byte> Kind => "upload "u8;

    public string Sign(ReadOnlySpan<byte> key)
    {
        Span<byte> body = stackalloc byte[BodyBytes];
        body[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(body[1..], (uint)Math.Min(Expires.ToUnixTimeSeconds(), uint.MaxValue));
        BinaryPrimitives.WriteInt64BigEndian(body[5..], DeviceRowId);
        OperationId.TryWriteBytes(body[13..]);
        return SignedLink.Sign(key, Kind, body);
    }

    /// <returns>The token, expired or not; null where it was not signed with that key.</returns>
    public static UploadToken? Read(string text, ReadOnlySpan<byte> key)
    {
        Span<byte> body = stackalloc byte[BodyBytes];
        return SignedLink.TryRead(text, key, Kind, body) && body[0] == Version
            ? new UploadToken(
                BinaryPrimitives.ReadInt64BigEndian(body[5..]),
                new Guid(body[13..]),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(body[1..])))
            : null;
    }
}
