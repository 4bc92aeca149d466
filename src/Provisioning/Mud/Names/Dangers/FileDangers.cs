using System.Net;
using Provisioning.Flows;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Names.Dangers;

/// <summary>What can be seen in the file alone. Pure.</summary>
internal static class FileDangers
{
    private const int Most = 50;

    public static IReadOnlyList<NameDanger> Of(MudFile file, ExposureCatalogue catalogue) =>
    [
        .. Peers(file).Where(p => PublicAddresses.IsPublic(p.Network.BaseAddress) && p.Network.PrefixLength > 0)
            .DistinctBy(p => p.Network).Take(Most).SelectMany(p => Literal(p.Ace, p.Network, catalogue)),
        .. file.FromDevice.SelectMany(a => a.Aces).Where(a => a.Accept && IsDns(a.Match) && a.Match.Peer is null).Take(Most).Select(a => new NameDanger(
            "public-resolver", "6.5", $"Entry '{a.Name}' lets the device ask resolvers outside the home: their answers may be others than those that the rules are made of.")),
    ];

    private static IEnumerable<NameDanger> Literal(MudAce ace, IPNetwork network, ExposureCatalogue catalogue)
    {
        yield return new NameDanger("ip-literal", "4.1", $"Entry '{ace.Name}' (line {ace.Line}) names {network} itself: when the service moves, the rule stays behind and lets through whoever has the address then.");
        if (catalogue.IsPublicResolver(network.BaseAddress))
        {
            yield return new NameDanger("public-resolver", "6.5", $"Entry '{ace.Name}' leads to the public resolver {network.BaseAddress}: what the device asks it, and is answered, is not what the rules are made of.");
        }
    }

    private static IEnumerable<(MudAce Ace, IPNetwork Network)> Peers(MudFile file) =>
        file.FromDevice.SelectMany(a => a.Aces).Where(a => a.Accept && a.Match.Destination is not null).Select(a => (a, a.Match.Destination!.Value))
            .Concat(file.ToDevice.SelectMany(a => a.Aces).Where(a => a.Accept && a.Match.Source is not null).Select(a => (a, a.Match.Source!.Value)));

    /// <summary>DNS and DNS over TLS, by port.</summary>
    private static bool IsDns(MudMatch match) => match.DestinationPorts.Any(r => r.First == r.Last && r.First is 53 or 853);
}
