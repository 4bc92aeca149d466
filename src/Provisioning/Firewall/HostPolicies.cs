using Provisioning.Firewall.Compilation;
using Provisioning.Mud;
using Provisioning.Mud.Certificates;
using Provisioning.Mud.Community;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall;

/// <summary>The composed policies of a home's hosts, as they are now.</summary>
public sealed class HostPolicies(GatewayFactsLoader gateways)
{
    /// <summary>One for each host, by MAC. Also of hosts whose mode enforces nothing: what would pass if they were held to their files.</summary>
    public async Task<IReadOnlyDictionary<string, HostPolicy>> OfAsync(long deviceId, CancellationToken cancellationToken)
    {
        var (_, facts) = await gateways.LoadAsync(deviceId, cancellationToken);
        var lan = GatewayLan.Of(facts.Reported);
        return facts.Hosts.ToDictionary(h => h.Mac, h => Of(h, facts, lan), StringComparer.Ordinal);
    }

    /// <summary>The same of the hosts that are asked for, with the home that they are in.</summary>
    public async Task<HomePolicies> HomeAsync(long deviceId, CancellationToken cancellationToken)
    {
        var (_, facts) = await gateways.LoadAsync(deviceId, cancellationToken);
        var lan = GatewayLan.Of(facts.Reported);
        return new HomePolicies(facts.Hosts, facts.Reported, h => Of(h, facts, lan));
    }

    private static HostPolicy Of(HostRow host, GatewayFacts facts, GatewayLan lan)
    {
        if (host.MudUrl is not { } url)
        {
            return new HostPolicy(host.Mac, host.Mode, null, "It announces no MUD URL.");
        }

        if (facts.Files.GetValueOrDefault(url) is not { Content: { } content } row || facts.Parser(content) is not { } file)
        {
            return new HostPolicy(host.Mac, host.Mode, null, "Its MUD file is not there.");
        }

        if (HostSigner.Wrong(host, row) is { } wrong)
        {
            return new HostPolicy(host.Mac, host.Mode, null, wrong);
        }

        var entries = HostPlan.Of(Held(host), facts.Entries);
        var input = GatewayFirewall.InputOf(host, entries, file, facts, lan, FirewallDialect.Tr181V18);
        return new HostPolicy(host.Mac, host.Mode, ComposedPolicy.Of(input), null) { Url = ModelUrl.Is(url) ? null : url, Sha256 = ModelUrl.Is(url) ? null : row.Sha256 };
    }

    /// <summary>What is said about it counts in every mode here.</summary>
    private static HostRow Held(HostRow host) => new() { DeviceId = host.DeviceId, Mac = host.Mac, MudUrl = host.MudUrl, Mode = MudMode.Enforce };
}
