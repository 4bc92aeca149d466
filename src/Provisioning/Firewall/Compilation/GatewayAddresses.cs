using System.Net;
using Microsoft.EntityFrameworkCore;
using Provisioning.Firewall.Compiling;
using Provisioning.Mud;
using Provisioning.Storage;

namespace Provisioning.Firewall.Compilation;

/// <summary>The addresses that count for one gateway: the ISP's resolvers', and what its own resolver says where it was asked.</summary>
internal static class GatewayAddresses
{
    /// <param name="resolved">By name, for every gateway.</param>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<IPAddress>>> JoinAsync(
        AcsDbContext db, long deviceId, IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> resolved, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var own = await db.GatewayNames.AsNoTracking().Where(n => n.DeviceId == deviceId && n.AnsweredAt != null)
            .Select(n => new { n.Name, n.Addresses }).ToListAsync(cancellationToken);
        if (own.Count == 0)
        {
            return resolved;
        }

        var joined = resolved.ToDictionary(n => n.Key, n => n.Value, StringComparer.Ordinal);
        foreach (var name in own)
        {
            // Nobody else drops what no longer counts while the gateway is silent.
            var addresses = ResolvedAddresses.Read(name.Addresses).Where(a => a.Value > now).Select(a => a.Key);
            var key = PeerResolver.NameKey(name.Name);
            joined[key] = [.. addresses.Concat(joined.GetValueOrDefault(key) ?? []).Distinct().OrderBy(a => a.ToString(), StringComparer.Ordinal)];
        }

        return joined;
    }
}
