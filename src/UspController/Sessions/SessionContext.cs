using Google.Protobuf;
using Usp.Records;

namespace UspController.Sessions;

/// <summary>
/// One session context with one agent: sequence numbers, what was sent and may be asked for again, what came too early.
/// Inputs and time in, records out; no I/O and no clock.
/// </summary>
internal sealed class SessionContext(ulong id, Record.Types.PayloadSecurity security, SessionPolicy policy)
{
    /// <summary>TR-369 R-E2E.8: that near to the end of the numbers, a new session begins.</summary>
    private const ulong LastSequence = ulong.MaxValue - 10_000;

    private readonly Dictionary<ulong, Sent> _sent = [];
    private readonly SortedDictionary<ulong, SessionContextRecord> _early = [];
    private ulong _oldest = 1;
    private ulong _next = 1;
    private ulong _expected = 1;
    private long _sentBytes;
    private long _earlyBytes;
    private int _asked;

    public ulong Id => id;

    public Record.Types.PayloadSecurity Security => security;

    /// <summary>When a missing record is asked for again.</summary>
    public DateTimeOffset? Deadline { get; private set; }

    /// <summary>The numbers are used up.</summary>
    public bool IsSpent => _next > LastSequence || _expected > LastSequence;

    /// <summary>The next record to send (R-E2E.14 to R-E2E.17); kept until the other side has seen it.</summary>
    public SessionContextRecord Compose(Segment? segment, ulong missing = 0)
    {
        var record = new SessionContextRecord { SessionId = id, SequenceId = _next++, ExpectedId = _expected, RetransmitId = missing };
        if (segment is not null)
        {
            (record.PayloadSarState, record.PayloadrecSarState) = (segment.Message, segment.Unit);
            record.Payload.AddRange(segment.Payloads.Select(p => UnsafeByteOperations.UnsafeWrap(p)));
        }

        _sent[record.SequenceId] = new Sent(record);
        _sentBytes += record.CalculateSize();
        // An agent that only listens confirms nothing: what is oldest goes, and can be asked for no more.
        while (_sent.Count > policy.Window || (_sentBytes > policy.MaxMessageBytes && _sent.Count > 1))
        {
            Forget(_oldest);
        }

        return record;
    }

    public Taken Take(SessionContextRecord record, DateTimeOffset now)
    {
        // R-E2E.16
        while (_oldest < record.ExpectedId && _oldest < _next)
        {
            Forget(_oldest);
        }

        // R-E2E.20.2, R-E2E.25
        if (record.SequenceId < _expected)
        {
            return Taken.Nothing;
        }

        if (record.SequenceId > _expected)
        {
            return TakeEarly(record, now);
        }

        var (ready, again) = (new List<SessionContextRecord>(), new List<SessionContextRecord>());
        for (var turn = record; turn is not null; turn = NextInTurn())
        {
            _expected++;
            _asked = 0;
            ready.Add(turn);
            if (turn.RetransmitId != 0)
            {
                if (!_sent.TryGetValue(turn.RetransmitId, out var wanted) || ++wanted.Again > policy.MaxRetransmitTries)
                {
                    return Taken.Failed("cannot-retransmit");
                }

                again.Add(wanted.Record);
            }
        }

        Deadline = _early.Count > 0 ? now + policy.Patience : null;
        return new Taken(ready, again, _early.Count > 0 ? Ask() : 0);
    }

    /// <summary>The record to ask for, now that it has not come; fails where it was asked for often enough.</summary>
    public Taken Tick(DateTimeOffset now)
    {
        if (Deadline is null || now < Deadline)
        {
            return Taken.Nothing;
        }

        if (_asked >= policy.MaxRetransmitTries)
        {
            return Taken.Failed("record-missing");
        }

        Deadline = now + policy.Patience;
        return Taken.Nothing with { Missing = Ask() };
    }

    // R-E2E.20.1
    private Taken TakeEarly(SessionContextRecord record, DateTimeOffset now)
    {
        if (_early.ContainsKey(record.SequenceId))
        {
            return Taken.Nothing;
        }

        _earlyBytes += record.CalculateSize();
        if (record.SequenceId - _expected > (ulong)policy.Window || _earlyBytes > policy.MaxMessageBytes)
        {
            return Taken.Failed("too-early");
        }

        _early[record.SequenceId] = record;
        if (Deadline is not null)
        {
            return Taken.Nothing;
        }

        Deadline = now + policy.Patience;
        return Taken.Nothing with { Missing = Ask() };
    }

    private ulong Ask()
    {
        _asked++;
        return _expected;
    }

    private SessionContextRecord? NextInTurn()
    {
        if (!_early.Remove(_expected, out var next))
        {
            return null;
        }

        _earlyBytes -= next.CalculateSize();
        return next;
    }

    private void Forget(ulong sequence)
    {
        if (_sent.Remove(sequence, out var gone))
        {
            _sentBytes -= gone.Record.CalculateSize();
        }

        _oldest = Math.Max(_oldest, sequence + 1);
    }

    private sealed class Sent(SessionContextRecord record)
    {
        public SessionContextRecord Record => record;

        public int Again { get; set; }
    }
}
