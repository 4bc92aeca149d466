using System.Net;
using Provisioning.Firewall.Compiling;
using Provisioning.Mud;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Compilation;

/// <summary>The addresses that count for one gateway: the ISP's resolvers', and what its own resolver says where it was asked.</summary>
internal static class GatewayAddresses
{
    /// <param name="resolved">By name, for every gateway.</param>
    /// <param name="own">What the gateway was answered.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> Join(
        IEnumerable<GatewayNameRow> own, IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> resolved, DateTimeOffset now)
    {
        if (!own.Any())
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
