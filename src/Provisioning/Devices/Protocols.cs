namespace Provisioning.Devices;

/// <summary>The management protocols; a gateway may speak both.</summary>
[Flags]
public enum Protocols
{
    None = 0,
    Cwmp = 1,
    Usp = 2,
}
