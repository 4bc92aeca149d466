using Provisioning.Storage;

namespace Provisioning.Devices;

/// <summary>
/// What this process remembers of a device between contacts: little enough for every gateway of an ISP. Says whether
/// anything is to do without a look into the database, and holds the lease.
/// </summary>
internal sealed class KnownDevice(long rowId, DeviceId id)
{
    private readonly Lock _lock = new();
    private long _quietUntil;
    private int _changed;
    private long _holder;
    private long _leaseUntil;
    private bool _inCall;
    private int _operationsVersion;
    private int _nothingOrderedAt = -1;
    private long _nothingOrderedUntil;
    private IdentityTrail _trail;
    private long _restUntil;

    public long RowId { get; } = rowId;

    public DeviceId Id { get; set; } = id;

    public string? EndpointId { get; set; }

    public Protocols Protocols { get; set; }

    /// <summary>Who holds the lease speaks this.</summary>
    public Protocols HeldBy { get; private set; }

    /// <summary>Of the values last volunteered over CWMP and over USP: 0 is none yet.</summary>
    public ulong CwmpValues { get; set; }

    public ulong UspValues { get; set; }

    /// <summary>Plain contacts since the last one that was written down, and when that was (UTC ticks).</summary>
    public int QuietContacts { get; set; }

    public long LastLineAt { get; set; }

    /// <summary>Nothing is to do before the time that was worked out, and nothing was written since.</summary>
    public bool IsQuiet(DateTimeOffset now) => Volatile.Read(ref _changed) == 0 && Volatile.Read(ref _quietUntil) > now.UtcTicks;

    public void QuietUntil(DateTimeOffset until) => Volatile.Write(ref _quietUntil, until.UtcTicks);

    public void Unquiet() => Volatile.Write(ref _quietUntil, 0);

    /// <summary>Nothing is asked of it before that time, whatever is to do.</summary>
    public bool MustRest(DateTimeOffset now) => Volatile.Read(ref _restUntil) > now.UtcTicks;

    public void RestUntil(DateTimeOffset until) => Volatile.Write(ref _restUntil, until.UtcTicks);

    /// <summary>A contact of its holder's; true when another gateway comes under the same identity by turns with it.</summary>
    /// <param name="own">Hash of what is its own in these values.</param>
    public bool IsContested(ulong values, Func<IReadOnlyList<ParameterValue>, int> own, IReadOnlyList<ParameterValue> told, DateTimeOffset now) =>
        !_trail.IsSame(values) && _trail.Came(values, own(told), now.UtcTicks);

    /// <summary>Something was written. What this process writes to the documents comes from the device's own conversation: nothing to do.</summary>
    public void Touched(DeviceAspects aspects)
    {
        // Of what was missed of other nodes nobody knows the aspects.
        if ((aspects & (DeviceAspects.Operations | DeviceAspects.Elsewhere)) != DeviceAspects.None)
        {
            Interlocked.Increment(ref _operationsVersion);
        }

        Interlocked.Or(ref _changed, (int)(aspects & ~(DeviceAspects.Documents | DeviceAspects.Wake)));
    }

    /// <summary>Raised with every commit to its operations, this process's and those that the feed tells of.</summary>
    public int OperationsVersion => Volatile.Read(ref _operationsVersion);

    /// <summary>The database was asked at that version and had no operation that waits; good until the time is over.</summary>
    public void NothingOrdered(int operationsVersion, DateTimeOffset until)
    {
        Volatile.Write(ref _nothingOrderedUntil, until.UtcTicks);
        Volatile.Write(ref _nothingOrderedAt, operationsVersion);
    }

    /// <summary>True: no operation waits, as far as this process has heard; the database need not be asked.</summary>
    public bool HasNothingOrdered(DateTimeOffset now) =>
        Volatile.Read(ref _nothingOrderedAt) == OperationsVersion && Volatile.Read(ref _nothingOrderedUntil) > now.UtcTicks;

    /// <summary>What was written since the last call.</summary>
    public DeviceAspects TakeChanges() => (DeviceAspects)Interlocked.Exchange(ref _changed, 0);

    /// <summary>
    /// Takes the lease. A new CWMP session means that the gateway gave the old one up (TR-069 3.7.2.1: one at a time), so it
    /// takes the lease over, but not in the middle of a write.
    /// </summary>
    /// <returns>How long to wait, or zero: it is taken.</returns>
    public TimeSpan TryHold(long holder, Protocols via, DateTimeOffset now, DateTimeOffset until)
    {
        lock (_lock)
        {
            var free = _holder == 0 || _leaseUntil <= now.UtcTicks;
            var takenOver = via == Protocols.Cwmp && HeldBy == Protocols.Cwmp;
            if (_inCall && _leaseUntil > now.UtcTicks)
            {
                return TimeSpan.FromSeconds(1);
            }

            if (!free && !takenOver)
            {
                // It ends long before its lease, as a rule: a gateway that speaks both protocols is not to wait for that.
                return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(new TimeSpan(_leaseUntil - now.UtcTicks).TotalSeconds), 1, 5));
            }

            (_holder, _leaseUntil, HeldBy, _inCall) = (holder, until.UtcTicks, via, false);
            return TimeSpan.Zero;
        }
    }

    /// <summary>Begins a call of the holder's; false when the lease went to somebody else.</summary>
    public bool Enter(long holder, DateTimeOffset until)
    {
        lock (_lock)
        {
            if (_holder != holder)
            {
                return false;
            }

            (_leaseUntil, _inCall) = (until.UtcTicks, true);
            return true;
        }
    }

    public void Leave(long holder)
    {
        lock (_lock)
        {
            _inCall &= _holder != holder;
        }
    }

    public void Release(long holder)
    {
        lock (_lock)
        {
            if (_holder == holder)
            {
                (_holder, _leaseUntil, HeldBy, _inCall) = (0, 0, Protocols.None, false);
            }
        }
    }
}
