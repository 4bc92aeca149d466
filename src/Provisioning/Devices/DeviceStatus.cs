namespace Provisioning.Devices;

/// <summary>One vocabulary for a gateway's standing, in API, pages and metrics.</summary>
public enum DeviceStatus
{
    /// <summary>Unknown to the ISP; listed, answered, given nothing but credentials until approved.</summary>
    Quarantined,

    /// <summary>Managed.</summary>
    Active,
}
