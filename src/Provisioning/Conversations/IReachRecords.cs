using System.Net;

namespace Provisioning.Conversations;

/// <summary>What is kept of how devices are reached.</summary>
public interface IReachRecords
{
    /// <summary>The device of a STUN user name with its password, or null.</summary>
    ValueTask<(long DeviceId, string Password)?> FindStunAsync(string username, CancellationToken cancellationToken);

    /// <summary>The gateway's STUN client is seen there now; durable when it returns.</summary>
    Task BoundAsync(long deviceId, IPEndPoint binding, CancellationToken cancellationToken);

    /// <summary>That way woke it: it is tried first the next time.</summary>
    Task WokenAsync(long deviceId, string way, CancellationToken cancellationToken);
}
