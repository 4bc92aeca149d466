namespace Provisioning.Mud.Composition;

/// <summary>Who speaks about a host's packets besides its manufacturer, the first before the second.</summary>
public enum PolicyLayer
{
    /// <summary>The ISP's baseline: nobody widens what it forbids, nobody narrows what it lets through.</summary>
    Isp,

    /// <summary>The subscriber's own choices for a host of the home: they narrow and widen what the manufacturer says.</summary>
    Subscriber,
}
