namespace Provisioning.Campaigns;

/// <summary>A version of a MUD file, brought to some gateways before it is in force for all.</summary>
public sealed record WantedMudVersion(string Url, string Sha256) : WantedChange
{
    public override string Order => $"take version {Short} of {Url}";

    public override string Proof => $"has the rules of version {Short}";

    public override string Already => $"has the rules of version {Short} already";

    public override string FirstStep => "take the rules";

    private string Short => Sha256.Length > 12 ? Sha256[..12] : Sha256;

    public override bool IsOn(DeviceFacts device) => device.Mud is { Hosts: > 0, HasVersion: true, IsSettled: true };

    public override string Still(DeviceFacts device) => $"still has not the rules of version {Short}";

    public override string? Unfit(DeviceFacts device) => device.Mud is { Hosts: > 0 } ? null : "no host behind it has this MUD URL";

    public override string? Refused(DeviceFacts device) => device.Mud is { HasVersion: true, IsCompiled: true } mud ? mud.Failure ?? base.Refused(device) : null;
}
