using System.Formats.Cbor;

namespace Acs.Dots.Cbor;

/// <summary>Bounded reading of CBOR maps and arrays with integer keys; what is wrong is a <see cref="FormatException"/> for the peer to read.</summary>
internal static class CborMaps
{
    public const int MaxItems = 64;

    public static void Array(CborReader reader, Action item)
    {
        reader.ReadStartArray();
        for (var count = 0; reader.PeekState() != CborReaderState.EndArray; count++)
        {
            Require(count < MaxItems, $"a list has more than {MaxItems} items");
            item();
        }

        reader.ReadEndArray();
    }

    public static void Map(CborReader reader, Action<int> member)
    {
        reader.ReadStartMap();
        var seen = new HashSet<int>();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            Require(seen.Count < MaxItems, $"a map has more than {MaxItems} members");
            var key = reader.ReadInt32();
            Require(seen.Add(key), $"attribute {key} stands twice");
            member(key);
        }

        reader.ReadEndMap();
    }

    public static int Number(CborReader reader, string name, int least, int most)
    {
        var number = reader.ReadInt64();
        return number >= least && number <= most ? (int)number : throw new FormatException($"{name}: must be {least} to {most}");
    }

    public static void Require(bool holds, string why)
    {
        if (!holds)
        {
            throw new FormatException(why);
        }
    }
}
