namespace Acs.Cwmp.Endpoint;

/// <summary><c>Acs:Cwmp:LockOut</c>.</summary>
internal sealed class LockOutOptions
{
    /// <summary>Wrong credentials from one address for one device, within the window, that lock this pair.</summary>
    public int Failures { get; set; } = 10;

    public int WindowSeconds { get; set; } = 600;

    /// <summary>Length of the first lock; each further one is twice as long, up to a day.</summary>
    public int Seconds { get; set; } = 300;

    /// <summary>Wrong credentials from one address within a minute, beyond which further wrong ones get 503.</summary>
    public int AddressFailuresPerMinute { get; set; } = 300;
}
