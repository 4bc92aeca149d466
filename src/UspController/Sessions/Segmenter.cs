using State = Usp.Records.SessionContextRecord.Types.PayloadSARState;

namespace UspController.Sessions;

/// <summary>Cuts a message into what fits into one record each (TR-369 "SAR function algorithm", originating endpoint).</summary>
internal static class Segmenter
{
    private const int Smallest = 64;

    /// <param name="units">The message in the clear, or its TLS records.</param>
    /// <param name="room">Bytes that a record has for payload; 0: as many as are wanted.</param>
    public static IReadOnlyList<Segment> Cut(IReadOnlyList<byte[]> units, int room)
    {
        if (room == 0 || units.Sum(u => (long)u.Length) <= room)
        {
            return [new Segment(State.None, State.None, [.. units.Select(u => (ReadOnlyMemory<byte>)u)])];
        }

        room = Math.Max(room, Smallest);
        var pieces = units.SelectMany(unit => Pieces(unit, room)).ToList();
        return [.. pieces.Select((piece, i) => new Segment(Place(i, pieces.Count), piece.Unit, [piece.Bytes]))];
    }

    private static IEnumerable<(State Unit, ReadOnlyMemory<byte> Bytes)> Pieces(byte[] unit, int room)
    {
        var count = (unit.Length + room - 1) / room;
        for (var i = 0; i < count; i++)
        {
            yield return (Place(i, count), unit.AsMemory(i * room, Math.Min(room, unit.Length - (i * room))));
        }
    }

    private static State Place(int i, int count) => count == 1 ? State.None : i == 0 ? State.Begin : i == count - 1 ? State.Complete : State.Inprocess;
}
