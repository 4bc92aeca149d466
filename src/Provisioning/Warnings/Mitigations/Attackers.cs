using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Provisioning.Flows;
using Provisioning.Storage;

namespace Provisioning.Warnings.Mitigations;

/// <summary>Finds the hosts behind the addresses that attack: by the gateway's WAN address and the flows that were observed, or by the host's own IPv6 address.</summary>
internal static class Attackers
{
    private const int MostDevices = 256;
    private const int MostHosts = 10_000;

    public static async Task<IReadOnlyList<Attacker>> FindAsync(AcsDbContext db, MitigationScope scope, CancellationToken cancellationToken)
    {
        var found = new List<Attacker>();
        foreach (var source in scope.Sources)
        {
            found.AddRange(source.BaseAddress.AddressFamily == AddressFamily.InterNetwork
                ? await BehindAsync(db, source, scope, cancellationToken)
                : await OwnAsync(db, source, cancellationToken));
        }

        return [.. found.Distinct()];
    }

    private static async Task<IReadOnlyList<Attacker>> BehindAsync(AcsDbContext db, IPNetwork source, MitigationScope scope, CancellationToken cancellationToken)
    {
        var addresses = AddressesOf(source);
        // A gateway that reports no address of its own is known by where it comes from; behind a carrier's translator, by what its flows were translated to.
        var devices = await db.Devices.Where(d => (d.WanAddress != null && addresses.Contains(d.WanAddress)) || (d.WanAddress == null && d.RemoteAddress != null && addresses.Contains(d.RemoteAddress))
                || db.ObservedFlows.Any(f => f.DeviceId == d.Id && f.TranslatedSource != null && addresses.Contains(f.TranslatedSource)))
            .OrderBy(d => d.Id).Select(d => new { d.Id, d.WanAddress, d.RemoteAddress }).Take(MostDevices).ToListAsync(cancellationToken);
        var attackers = new List<Attacker>();
        foreach (var device in devices)
        {
            var macs = AttackingHosts.Of(scope, source, await FlowsAsync(db, device.Id, cancellationToken));
            var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == device.Id).Select(h => new { h.Mac, h.MudUrl }).ToListAsync(cancellationToken);
            attackers.AddRange(hosts.Where(h => macs.Contains(h.Mac, StringComparer.Ordinal)).Select(h => new Attacker(device.Id, h.Mac, h.MudUrl, 1)));
            // An address that a carrier shares among homes accuses none of them.
            if (macs.Count == 0 && addresses.Contains(device.WanAddress ?? device.RemoteAddress ?? ""))
            {
                attackers.Add(new Attacker(device.Id, null, null, hosts.Count(h => h.MudUrl is not null)));
            }
        }

        return attackers;
    }

    /// <summary>What hosts opened of late, permitted or not, and what was found against them before.</summary>
    private static async Task<IReadOnlyList<AttackFlow>> FlowsAsync(AcsDbContext db, long device, CancellationToken cancellationToken)
    {
        var recent = await db.ObservedFlows.AsNoTracking().Where(f => f.DeviceId == device).OrderByDescending(f => f.LastSeenAt).Take(MostHosts).ToListAsync(cancellationToken);
        var seen = recent.Select(f => (f.Mac, f.Peer, f.Protocol, f.Port)).ToHashSet();
        var found = await db.FlowFindings.AsNoTracking().Where(f => f.DeviceId == device && f.FromDevice && !f.AtHome).Select(f => new { f.Mac, f.Peer, f.Protocol, f.Port }).ToListAsync(cancellationToken);
        return
        [
            .. recent.Select(f => new AttackFlow(f.Mac, f.Peer, f.Protocol, f.Port, RecentFlows.Ports(f.SourcePorts), IPAddress.TryParse(f.TranslatedSource, out var address) ? address : null)),
            .. found.Where(f => !seen.Contains((f.Mac, f.Peer, f.Protocol, f.Port))).Select(f => new AttackFlow(f.Mac, f.Peer, f.Protocol, f.Port, [], null)),
        ];
    }

    private static async Task<IReadOnlyList<Attacker>> OwnAsync(AcsDbContext db, IPNetwork source, CancellationToken cancellationToken)
    {
        // The first two groups as text keep the database from handing out everything.
        var start = string.Join(':', source.BaseAddress.ToString().Split(':').TakeWhile(g => g.Length > 0).Take(2)) + ":";
        var hosts = await db.Hosts.AsNoTracking().Where(h => h.Addresses.Contains(start)).OrderBy(h => h.DeviceId).Take(MostHosts).Select(h => new { h.DeviceId, h.Mac, h.MudUrl, h.Addresses }).ToListAsync(cancellationToken);
        return
        [
            .. hosts.Where(h => h.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(a => IPAddress.TryParse(a, out var address) && source.Contains(address)))
                .Take(MostDevices).Select(h => new Attacker(h.DeviceId, h.Mac, h.MudUrl, 1)),
        ];
    }

    /// <summary>Of an IPv4 prefix of at most 256 addresses.</summary>
    private static List<string> AddressesOf(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        return [.. Enumerable.Range(0, 1 << (32 - network.PrefixLength)).Select(i => new IPAddress([bytes[0], bytes[1], bytes[2], (byte)(bytes[3] + i)]).ToString())];
    }
}
