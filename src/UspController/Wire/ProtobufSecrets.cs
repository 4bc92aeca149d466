using Google.Protobuf.Reflection;
using Provisioning.Wire;

namespace UspController.Wire;

/// <summary>
/// Blots secrets out of a message's bytes in place, each byte an asterisk: lengths stay, and so the encoding stays what it
/// was. A secret is the value beside a parameter or argument that is named like one, wherever in the message they stand.
/// </summary>
internal static class ProtobufSecrets
{
    private const int MaxDepth = 32;

    /// <summary>TR-181 <c>ControllerTrust.Challenge.{i}.Value</c> and <c>ChallengeResponse()</c>: their secret has an everyday name.</summary>
    private static ReadOnlySpan<byte> Challenge => "ControllerTrust.Challenge"u8;

    /// <returns>False: the bytes are no such message; what could be read of it is done.</returns>
    public static bool Mask(Span<byte> bytes, MessageDescriptor type) => Mask(bytes, type, bytes.IndexOf(Challenge) >= 0, MaxDepth);

    /// <param name="challenges">A challenge or its answer is in it: what is called Value is secret.</param>
    private static bool Mask(Span<byte> bytes, MessageDescriptor type, bool challenges, int depth)
    {
        string? name = null;
        var values = new List<Range>();
        var whole = depth > 0;
        for (var at = 0; whole && at < bytes.Length;)
        {
            if (!Varint(bytes, ref at, out var tag))
            {
                whole = false;
                break;
            }

            switch (tag & 7)
            {
                case 0:
                    whole = Varint(bytes, ref at, out _);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                case 2 when Varint(bytes, ref at, out var length) && length <= (ulong)(bytes.Length - at):
                    var content = at..(at + (int)length);
                    at += (int)length;
                    Field(bytes, content, type.FindFieldByNumber((int)(tag >> 3)), challenges, depth, ref name, values);
                    break;
                default:
                    whole = false;
                    break;
            }
        }

        if (name is not null && (WireSecrets.IsSecret(name) || (challenges && (name == "Value" || name.EndsWith(".Value", StringComparison.Ordinal)))))
        {
            foreach (var value in values)
            {
                bytes[value].Fill((byte)'*');
            }
        }

        return whole;
    }

    private static void Field(Span<byte> bytes, Range content, FieldDescriptor? field, bool challenges, int depth, ref string? name, List<Range> values)
    {
        switch (field)
        {
            case { FieldType: FieldType.Message }:
                Mask(bytes[content], field.MessageType, challenges, depth - 1);
                break;
            case { FieldType: FieldType.String, Name: "key" or "param" or "param_path" }:
                name = System.Text.Encoding.UTF8.GetString(bytes[content]);
                break;
            case { FieldType: FieldType.String, Name: "value" or "param_value" }:
                values.Add(content);
                break;
        }
    }

    private static bool Varint(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            var b = bytes[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
