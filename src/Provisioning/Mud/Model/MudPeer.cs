namespace Provisioning.Mud.Model;

/// <summary>RFC 8520 §8: who the other side is, without an address.</summary>
public abstract record MudPeer
{
    /// <summary>Hosts that serve a class; the URI is a name, never resolved by DNS.</summary>
    public sealed record Controller(string ClassUri) : MudPeer;

    public sealed record MyController : MudPeer;

    public sealed record LocalNetworks : MudPeer;

    public sealed record SameManufacturer : MudPeer;

    /// <param name="Authority">Of the other host's MUD URL.</param>
    public sealed record Manufacturer(string Authority) : MudPeer;

    /// <param name="MudUrl">Exactly the other host's MUD URL.</param>
    public sealed record Model(string MudUrl) : MudPeer;
}
