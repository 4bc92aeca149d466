using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>A way to make a gateway talk now. One implementation per protocol; found by <see cref="Protocol"/>.</summary>
public interface IWaker
{
    Protocols Protocol { get; }

    /// <summary>As in <see cref="WakeResult"/>.</summary>
    string Way { get; }

    /// <summary>False: nothing is known of the device that this way could use.</summary>
    bool CanTry(WakeTarget target) => true;

    /// <summary>CWMP: a connection request. USP: opens a conversation if the agent is connected.</summary>
    ValueTask<WakeResult> WakeAsync(WakeTarget target, CancellationToken cancellationToken);
}
