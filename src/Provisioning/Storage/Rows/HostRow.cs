using Provisioning.Mud;
using Provisioning.Mud.Modes;

namespace Provisioning.Storage.Rows;

/// <summary>A host on a gateway's LAN; key is (device, MAC).</summary>
public sealed class HostRow
{
    public long DeviceId { get; set; }

    /// <summary>Lower case with colons.</summary>
    public required string Mac { get; set; }

    public string? HostName { get; set; }

    /// <summary>Space-separated addresses, IPv4 first.</summary>
    public string Addresses { get; set; } = "";

    public bool Active { get; set; }

    public DateTimeOffset FirstSeenAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>The MUD URL in force; a host that stops announcing keeps it.</summary>
    public string? MudUrl { get; set; }

    /// <summary><c>dhcpv4</c>, <c>dhcpv6</c>, <c>lldp</c>, <c>certificate</c>, <c>assigned</c>.</summary>
    public string? MudUrlSource { get; set; }

    /// <summary>Another URL that was announced later and waits for a person.</summary>
    public string? ProposedMudUrl { get; set; }

    /// <summary>How it was learnt: as <see cref="MudUrlSource"/>, or <c>fingerprint</c>.</summary>
    public string? ProposedMudUrlSource { get; set; }

    /// <summary>Why it waits, for a person.</summary>
    public string? ProposedMudUrlReason { get; set; }

    /// <summary>A proposal that a person dismissed: the same one is not made again.</summary>
    public string? DismissedMudUrl { get; set; }

    /// <summary>Subject of whoever signs its MUD file, as its certificate says (RFC 8520 §11); null: it does not.</summary>
    public string? MudSigner { get; set; }

    /// <summary>What it is where it announces no URL, as profiles of the community name it; null: nobody knows.</summary>
    public string? Model { get; set; }

    /// <summary><c>assigned</c> by an operator, or <c>fingerprint</c>: a guess.</summary>
    public string? ModelSource { get; set; }

    /// <summary>What its DHCP client calls itself (RFC 2132 §9.13, option 60), or null.</summary>
    public string? VendorClass { get; set; }

    /// <summary>The one that holds, whoever set it.</summary>
    public MudMode Mode { get; set; }

    public ModeSource ModeSetBy { get; set; } = ModeSource.Default;

    public MudHostState State { get; set; }

    /// <summary>Why it is in that state, for a person.</summary>
    public string? Reason { get; set; }

    /// <summary>JSON array of the compiled policy's approximations.</summary>
    public string? Approximations { get; set; }
}
