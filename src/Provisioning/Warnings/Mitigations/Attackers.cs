using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
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
        // A gateway that reports no address of its own is known by where it comes from.
        var devices = await db.Devices.Where(d => (d.WanAddress != null && addresses.Contains(d.WanAddress)) || (d.WanAddress == null && d.RemoteAddress != null && addresses.Contains(d.RemoteAddress)))
            .OrderBy(d => d.Id).Select(d => d.Id).Take(MostDevices).ToListAsync(cancellationToken);
        var attackers = new List<Attacker>();
        foreach (var device in devices)
        {
            var flows = await db.FlowFindings.AsNoTracking().Where(f => f.DeviceId == device && f.FromDevice && !f.AtHome).Select(f => new { f.Mac, f.Peer, f.Protocol, f.Port }).ToListAsync(cancellationToken);
            var macs = flows.Where(f => MitigationRules.IsTarget(scope, f.Peer, f.Protocol, f.Port)).Select(f => f.Mac).Distinct(StringComparer.Ordinal).ToList();
            var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == device).Select(h => new { h.Mac, h.MudUrl }).ToListAsync(cancellationToken);
            attackers.AddRange(macs.Count == 0
                ? [new Attacker(device, null, null, hosts.Count(h => h.MudUrl is not null))]
                : hosts.Where(h => macs.Contains(h.Mac, StringComparer.Ordinal)).Select(h => new Attacker(device, h.Mac, h.MudUrl, 1)));
        }

        return attackers;
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
