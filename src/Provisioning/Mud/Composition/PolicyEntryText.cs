using System.Net;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Model;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Composition;

/// <summary>Between an entry and its row, and what may be wrong with one that somebody writes.</summary>
public static class PolicyEntryText
{
    /// <summary>Null: the row says nothing that can be understood, and counts for nothing.</summary>
    public static PolicyEntry? Of(PolicyEntryRow row) =>
        PolicyPeer.Parse(row.Peer) is { } peer && row is { FirstPort: >= 0 and <= ushort.MaxValue, LastPort: >= 0 and <= ushort.MaxValue }
            ? new PolicyEntry(row.Id, row.Layer, row.Accept, row.FromDevice, peer, row.Protocol, new PortRange((ushort)row.FirstPort, (ushort)row.LastPort))
            : null;

    /// <summary>Of every home, of this home, of this host, or of hosts under its URL.</summary>
    public static bool IsAbout(PolicyEntryRow entry, HostRow host) =>
        (entry.DeviceId is null || entry.DeviceId == host.DeviceId)
        && (entry.MudUrl is null || string.Equals(entry.MudUrl, host.MudUrl, StringComparison.Ordinal))
        && (entry.Mac is { } mac ? string.Equals(mac, host.Mac, StringComparison.Ordinal) : host.MudUrl is not null);

    /// <summary>The names that standing entries speak of; everything else that a peer may be ends in a digit, or is one of two words.</summary>
    public static IQueryable<string> NamesOf(IQueryable<PolicyEntryRow> entries) =>
        entries.Select(e => e.Peer).Where(p => p != "any" && p != "local" && !EF.Functions.Like(p, "%:%") && !"0123456789".Contains(p.Substring(p.Length - 1))).Distinct();

    /// <summary>What is wrong, by member; empty: nothing.</summary>
    public static IReadOnlyList<(string Member, string Text)> Check(string peer, int protocol, int firstPort, int lastPort, DateTimeOffset? endsAt, DateTimeOffset now)
    {
        var wrong = new List<(string, string)>();
        if (PolicyPeer.Parse(peer) is null)
        {
            wrong.Add(("peer", "Must be any, local, a DNS name, an address or a prefix."));
        }

        // .NET drops them silently, and 192.0.2.9/24 is rarely what somebody means.
        if (PolicyPeer.Parse(peer) is PolicyPeer.Prefix { Network: var network } && peer.Contains('/', StringComparison.Ordinal)
            && (!IPAddress.TryParse(peer[..peer.IndexOf('/', StringComparison.Ordinal)], out var written) || !written.Equals(network.BaseAddress)))
        {
            wrong.Add(("peer", "Has bits behind the prefix's length."));
        }

        if (protocol is < -1 or > 255)
        {
            wrong.Add(("protocol", "Must be a protocol number 0 to 255, or -1 for any."));
        }

        if (firstPort is < 0 or > ushort.MaxValue || lastPort is < 0 or > ushort.MaxValue || firstPort > lastPort)
        {
            wrong.Add(("ports", "Must be 0 to 65535, the first not above the last."));
        }
        else if ((firstPort, lastPort) != (0, ushort.MaxValue) && protocol is not (-1 or 6 or 17))
        {
            wrong.Add(("ports", "Only TCP (6) and UDP (17) have ports."));
        }

        if (endsAt <= now)
        {
            wrong.Add(("endsAt", "Is in the past."));
        }

        return wrong;
    }
}
