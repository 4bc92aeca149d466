using System.Formats.Cbor;
using System.Globalization;
using System.Text;

namespace Acs.Dots.Cbor;

/// <summary>Which request has which status, out of a body of this server's own.</summary>
internal static class StatusText
{
    public static string Of(ReadOnlyMemory<byte> cbor)
    {
        var (reader, text) = (new CborReader(cbor), new StringBuilder());
        Walk(reader, text);
        return text.ToString();
    }

    private static void Walk(CborReader reader, StringBuilder text)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                reader.ReadStartMap();
                while (reader.PeekState() != CborReaderState.EndMap)
                {
                    var key = reader.ReadInt32();
                    if (key is DotsKeys.Mid or DotsKeys.Status)
                    {
                        text.Append(CultureInfo.InvariantCulture, $"{key}={reader.ReadInt64()};");
                    }
                    else
                    {
                        Walk(reader, text);
                    }
                }

                reader.ReadEndMap();
                break;
            case CborReaderState.StartArray:
                reader.ReadStartArray();
                while (reader.PeekState() != CborReaderState.EndArray)
                {
                    Walk(reader, text);
                }

                reader.ReadEndArray();
                break;
            default:
                reader.SkipValue();
                break;
        }
    }
}
