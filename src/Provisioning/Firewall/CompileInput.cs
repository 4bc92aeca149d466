using System.Net;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Model;

namespace Provisioning.Firewall;

/// <summary>All that the compiler looks at for one host. What is not here does not exist for it.</summary>
/// <param name="HostMac">Lower case with colons, or null.</param>
/// <param name="HostAddresses">The host's addresses, either version.</param>
/// <param name="LocalNetworks">The LAN prefixes.</param>
/// <param name="Names">DNS name (lower case) to addresses; a name that is absent does not resolve.</param>
/// <param name="Controllers">Class URI (<c>my</c> for my-controller) to addresses.</param>
/// <param name="Peers">Other hosts on the LAN: MUD URL to addresses.</param>
/// <param name="Strict">To-device ACEs that only mirror a from-device ACE are not openings.</param>
public sealed record CompileInput(
    MudFile File,
    string? HostMac,
    IReadOnlyList<IPAddress> HostAddresses,
    IReadOnlyList<IPNetwork> LocalNetworks,
    IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> Names,
    IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> Controllers,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<IPAddress>>> Peers,
    FirewallDialect Dialect,
    bool Strict)
{
    /// <summary>What ISP and subscriber say about this host.</summary>
    public IReadOnlyList<PolicyEntry> Entries { get; init; } = [];

    /// <summary>A reviewed profile of the same model: what it does not let through does not pass.</summary>
    public MudFile? Community { get; init; }

    /// <summary>How that profile is called where somebody asks why.</summary>
    public string? CommunityName { get; init; }

    /// <summary>The host is not held to its file: only what is forbidden by name is stopped, the gateway's own rules decide the rest.</summary>
    public bool BlocksOnly { get; init; }
}
