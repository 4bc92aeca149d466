namespace Provisioning.Jobs;

/// <summary>
/// Says that there is work, so that the clock need not be waited for. Losing a signal loses nothing: the recurring sweep
/// finds the work in the database. Implemented by the host with Hangfire.
/// </summary>
public interface IWorkSignal
{
    /// <summary>MUD URLs are wanted that were never fetched, or names in their files that were never asked for.</summary>
    void MudFilesWanted();

    /// <summary>Devices have <c>FirewallDirty</c> set.</summary>
    void FirewallDirty();

    /// <summary>This device has something to do now: wake it.</summary>
    void WakeWanted(long deviceRowId);

    /// <summary>Another node could not reach this device: wake it if this one can.</summary>
    void WakeWantedElsewhere(long deviceRowId) => WakeWanted(deviceRowId);

    /// <summary>A campaign's target changed state.</summary>
    void CampaignMoved();

    /// <summary>Flows that gateways told of wait to be held against policies.</summary>
    void FlowsWaiting()
    {
    }
}
