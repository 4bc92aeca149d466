namespace Provisioning.Devices.Trust;

public enum NeedState
{
    /// <summary>The agent does not show what this server may.</summary>
    Unknown,
    Granted,

    /// <summary>Some of the rights, or not everywhere below the target.</summary>
    Partly,
    Missing,
}
