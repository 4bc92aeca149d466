namespace Provisioning.Devices;

/// <summary><c>Acs:Enrolment</c>: what an unknown device gets.</summary>
public enum Enrolment
{
    /// <summary>Listed, answered, given nothing but its credentials until it is approved.</summary>
    Quarantine,

    /// <summary>Served, with or without credentials.</summary>
    Open,

    /// <summary>Refused: CWMP 401.</summary>
    Closed,
}
