using System.Net;
using System.Net.Sockets;
using Provisioning.Firewall;
using Provisioning.Mud.Model;

namespace Benchmarks.Mud;

/// <summary>
/// How many rules somebody needs who writes one for each ACE and each address that it means, and otherwise what the compiler adds:
/// the defaults, the states, the calls, the final drops.
/// </summary>
internal static class StraightCompilation
{
    public static int CountRules(MudFile file, FirewallPolicy policy, IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> names)
    {
        var own = policy.Chains.SelectMany(c => c.Rules).Count(r => !r.Description.StartsWith("ace ", StringComparison.Ordinal));
        return own + file.FromDevice.Concat(file.ToDevice).Sum(acl => acl.Aces.Sum(ace => Addresses(acl.Type, ace.Match, names)));
    }

    private static int Addresses(MudAclType type, MudMatch match, IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> names)
    {
        var family = type == MudAclType.IPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var count = ((string?[])[match.SourceName, match.DestinationName]).OfType<string>()
            .Sum(n => names.GetValueOrDefault(n.TrimEnd('.').ToLowerInvariant())?.Count(a => a.AddressFamily == family) ?? 0);
        return Math.Max(1, count);
    }
}
