using Acs.Cwmp.Session;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Endpoint;

/// <summary>A session with what the sockets' side needs to know of it. One request at a time holds it.</summary>
internal sealed class LiveSession(CwmpSession machine, IConversation conversation, DeviceId device, ContactTrust trust, string token, long startedAt, string? address = null)
    : IDisposable
{
    private readonly CancellationTokenSource _broken = new();
    private int _held;

    public CwmpSession Machine => machine;

    public IConversation Conversation => conversation;

    public DeviceId Device => device;

    public ContactTrust Trust => trust;

    /// <summary>The cookie's value.</summary>
    public string Token => token;

    /// <summary>Where its Inform came from.</summary>
    public string? Address => address;

    /// <summary>Something came after the Inform.</summary>
    public bool WentOn { get; set; }

    /// <summary>Timestamp of the TimeProvider.</summary>
    public long StartedAt => startedAt;

    /// <summary>Cancelled when the session is taken away from the request that works on it.</summary>
    public CancellationToken Broken => _broken.Token;

    public bool TryHold() => Interlocked.CompareExchange(ref _held, 1, 0) == 0;

    public void LetGo() => Volatile.Write(ref _held, 0);

    public void Break() => _broken.Cancel();

    public void Dispose() => _broken.Dispose();
}
