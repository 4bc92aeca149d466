namespace Provisioning.Devices;

/// <summary>
/// Tells two gateways under one identity from one that moves (TR-069 3.4.4: the identity is unique): two go back and forth between
/// two sets of what is a gateway's own. A few numbers, for every gateway of an ISP.
/// </summary>
internal struct IdentityTrail
{
    /// <summary>Returns one after the other within <see cref="Within"/> that no move explains.</summary>
    public const int Returns = 3;

    public static readonly TimeSpan Within = TimeSpan.FromHours(1);

    private int _seen;
    private int _here;
    private int _before;
    private int _returns;
    private long _since;

    /// <summary>True: nothing is new since the last contact, and <see cref="Came"/> need not be asked.</summary>
    public readonly bool IsSame(ulong values) => _seen == (int)values;

    /// <summary>Takes a contact; true when it is one of two that take turns.</summary>
    /// <param name="values">Of what it volunteered, <c>Volunteered.Hash</c>.</param>
    /// <param name="own">Of what is its own, and stays while it does not move; 0: it tells nothing of the kind.</param>
    /// <param name="now">UTC ticks.</param>
    public bool Came(ulong values, int own, long now)
    {
        _seen = (int)values;
        if (own == 0 || own == _here)
        {
            return false;
        }

        var returned = own == _before;
        (_before, _here) = (_here, own);
        if (!returned || now - _since > Within.Ticks)
        {
            (_since, _returns) = (now, 0);
        }

        return returned && ++_returns >= Returns;
    }
}
