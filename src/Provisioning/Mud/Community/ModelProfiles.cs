using System.Security.Cryptography;
using System.Text;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Community;

/// <summary>
/// Hosts that announce no MUD URL, held to the profile of their model: as if a file let everything through, which the profile narrows. So it
/// can widen nothing, and what it leaves out is the community's word, not a maker's. Pure.
/// </summary>
internal static class ModelProfiles
{
    /// <summary>Every packet, either way.</summary>
    private static readonly byte[] Everything = Encoding.UTF8.GetBytes(
        """
        { "ietf-mud:mud": { "mud-version": 1, "mud-url": "https://everything.model.invalid/all", "last-update": "2026-01-01T00:00:00Z", "cache-validity": 168, "is-supported": true,
          "systeminfo": "everything",
          "from-device-policy": { "access-lists": { "access-list": [ { "name": "from4" }, { "name": "from6" } ] } },
          "to-device-policy": { "access-lists": { "access-list": [ { "name": "to4" }, { "name": "to6" } ] } } },
          "ietf-access-control-list:acls": { "acl": [
            { "name": "from4", "type": "ipv4-acl-type", "aces": { "ace": [ { "name": "all", "matches": { "ipv4": { "destination-ipv4-network": "0.0.0.0/0" } }, "actions": { "forwarding": "accept" } } ] } },
            { "name": "from6", "type": "ipv6-acl-type", "aces": { "ace": [ { "name": "all", "matches": { "ipv6": { "destination-ipv6-network": "::/0" } }, "actions": { "forwarding": "accept" } } ] } },
            { "name": "to4", "type": "ipv4-acl-type", "aces": { "ace": [ { "name": "all", "matches": { "ipv4": { "source-ipv4-network": "0.0.0.0/0" } }, "actions": { "forwarding": "accept" } } ] } },
            { "name": "to6", "type": "ipv6-acl-type", "aces": { "ace": [ { "name": "all", "matches": { "ipv6": { "source-ipv6-network": "::/0" } }, "actions": { "forwarding": "accept" } } ] } } ] } }
        """);

    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Everything));

    /// <summary>The file of which a model's profile is a part.</summary>
    public static MudFileRow File(string url) => new() { Url = url, Content = Everything, Sha256 = Sha256, State = MudFileState.Good, FetchedAt = DateTimeOffset.UnixEpoch };

    /// <summary>The host as its model's profile makes it one with a file.</summary>
    /// <param name="host">A copy that nobody stores.</param>
    /// <param name="recognised">What is done at most about one whose model is a guess.</param>
    public static void Hold(HostRow host, MudMode recognised)
    {
        host.MudUrl = ModelUrl.Of(host.Model!);
        // The modes are in order of what they do, the most first.
        if (host.ModelSource != Assigned && host.Mode < recognised)
        {
            host.Mode = recognised;
        }
    }

    /// <summary>Source of a model that a person said; anything else is a guess.</summary>
    public const string Assigned = "assigned";
}
