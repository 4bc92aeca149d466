namespace Provisioning.Campaigns;

/// <summary>What a campaign brings to its gateways, as far as decisions look at it.</summary>
public abstract record WantedChange
{
    /// <summary>What a gateway is asked, as a person would say it: <c>install 2.0</c>.</summary>
    public abstract string Order { get; }

    /// <summary>What a gateway that has it shows: <c>reports 2.0</c>.</summary>
    public abstract string Proof { get; }

    /// <summary>Why a gateway that had it before anything began is passed over.</summary>
    public abstract string Already { get; }

    /// <summary>The first thing that a gateway does about it, said of one that does not: <c>take the download</c>.</summary>
    public abstract string FirstStep { get; }

    /// <summary>The gateway itself shows that it has it.</summary>
    public abstract bool IsOn(DeviceFacts device);

    /// <summary>What it shows instead.</summary>
    public abstract string Still(DeviceFacts device);

    /// <summary>Why it is not for that gateway, or null where it is.</summary>
    public abstract string? Unfit(DeviceFacts device);

    /// <summary>Why it cannot come to be there, or null.</summary>
    public virtual string? Refused(DeviceFacts device) =>
        device.Convergence == Devices.ConvergenceState.Faulted ? device.ConvergenceReason ?? "the gateway refused" : null;
}
