namespace Provisioning.Mud.Modes;

/// <summary>Who set a host's mode, the strongest first.</summary>
public enum ModeSource
{
    /// <summary>Somebody, for this host.</summary>
    Host,

    /// <summary>The subscriber has opted out for the whole home.</summary>
    Subscriber,

    /// <summary>Somebody, for the whole home.</summary>
    Home,

    /// <summary>The ISP, for gateways with a tag.</summary>
    Tag,

    /// <summary>The ISP, for everybody: <c>Acs:Mud:DefaultMode</c>.</summary>
    Default,
}
