using Usp.Records;
using State = Usp.Records.SessionContextRecord.Types.PayloadSARState;

namespace UspController.Sessions;

/// <summary>Puts a message together from records in order (TR-369 "SAR function algorithm", receiving endpoint). Bounded.</summary>
internal sealed class Reassembler(int maxBytes)
{
    private readonly List<byte[]> _units = [];
    private readonly List<byte[]> _parts = [];
    private long _bytes;

    /// <summary>A message has begun and is not complete.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The units of a complete message (none where the record was empty); null: more is to come.</summary>
    /// <exception cref="InvalidDataException">The segments contradict each other, or are too much; everything so far is let go.</exception>
    public IReadOnlyList<byte[]>? Add(SessionContextRecord record)
    {
        try
        {
            Check(record.PayloadSarState);
            foreach (var payload in record.Payload)
            {
                _bytes += payload.Length;
                if (_bytes > maxBytes)
                {
                    throw new InvalidDataException("too-long");
                }

                Take(record.PayloadrecSarState, payload.ToByteArray());
            }

            if (IsOpen)
            {
                return null;
            }

            if (_parts.Count > 0)
            {
                throw new InvalidDataException("unit-open");
            }

            var units = _units.ToArray();
            Clear();
            return units;
        }
        catch (InvalidDataException)
        {
            Clear();
            throw;
        }
    }

    private void Check(State state)
    {
        if (IsOpen != (state is State.Inprocess or State.Complete))
        {
            throw new InvalidDataException("wrong-sar-state");
        }

        IsOpen = state is State.Begin or State.Inprocess;
    }

    private void Take(State state, byte[] payload)
    {
        if (_parts.Count > 0 != (state is State.Inprocess or State.Complete))
        {
            throw new InvalidDataException("wrong-unit-state");
        }

        switch (state)
        {
            case State.None:
                _units.Add(payload);
                break;
            case State.Complete:
                _units.Add([.. _parts.SelectMany(p => p), .. payload]);
                _parts.Clear();
                break;
            default:
                _parts.Add(payload);
                break;
        }
    }

    private void Clear()
    {
        _units.Clear();
        _parts.Clear();
        _bytes = 0;
        IsOpen = false;
    }
}
