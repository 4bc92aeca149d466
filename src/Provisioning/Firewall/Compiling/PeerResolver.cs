using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Firewall.Compiling;

/// <summary>What the file calls the other side, turned into addresses of the input.</summary>
internal sealed class PeerResolver(CompileInput input)
{
    private readonly string _owner = input.HostMac ?? string.Join(',', input.HostAddresses);
    private readonly string _authority = AuthorityOf(input.File.MudUrl);

    /// <summary>Lower case and without the root's dot, as names are compared (RFC 4343).</summary>
    public static string NameKey(string name) => name.TrimEnd('.').ToLowerInvariant();

    public IReadOnlyList<IPNetwork> OfName(string name, int version) =>
        input.Names.TryGetValue(NameKey(name), out var addresses) ? Of(addresses, version) : [];

    public IReadOnlyList<IPNetwork> OfClass(MudPeer peer, int version) => peer switch
    {
        MudPeer.LocalNetworks => LocalPeers.Of(input.LocalNetworks, version),
        MudPeer.Controller controller => OfController(controller.ClassUri, version),
        MudPeer.MyController => OfController("my", version),
        MudPeer.SameManufacturer => OfPeers(url => IsAuthority(url, _authority), version),
        MudPeer.Manufacturer maker => OfPeers(url => IsAuthority(url, maker.Authority), version),
        MudPeer.Model model => OfPeers(url => string.Equals(url, model.MudUrl, StringComparison.Ordinal), version),
        _ => [],
    };

    public IReadOnlyList<IPNetwork> OfController(string uri, int version) =>
        input.Controllers.TryGetValue(uri, out var addresses) ? Of(addresses, version) : [];

    /// <summary>Stable; what belongs to this host alone says so, as sets are shared between hosts.</summary>
    public string SymbolOf(MudPeer peer) => peer switch
    {
        MudPeer.LocalNetworks => "local",
        MudPeer.Controller controller => $"controller {controller.ClassUri} {_owner}",
        MudPeer.MyController => $"my-controller {_owner}",
        MudPeer.SameManufacturer => $"manufacturer {_authority} {_owner}",
        MudPeer.Manufacturer maker => $"manufacturer {maker.Authority} {_owner}",
        MudPeer.Model model => $"model {model.MudUrl} {_owner}",
        _ => "",
    };

    private IReadOnlyList<IPNetwork> OfPeers(Func<string, bool> isMeant, int version) =>
        Of(input.Peers.Where(p => isMeant(p.Key)).SelectMany(p => p.Value), version);

    private static IReadOnlyList<IPNetwork> Of(IEnumerable<IPAddress> addresses, int version) =>
        [.. addresses.Select(Prefixes.Normal).OfType<IPAddress>().Where(a => Prefixes.VersionOf(a) == version)
            .Select(Prefixes.Single).Distinct().Order(Comparer<IPNetwork>.Create(Prefixes.Compare))];

    private static bool IsAuthority(string mudUrl, string authority) =>
        authority.Length > 0 && string.Equals(AuthorityOf(mudUrl), authority, StringComparison.OrdinalIgnoreCase);

    /// <summary>RFC 8520 §8: the authority section of the MUD URL, as written.</summary>
    private static string AuthorityOf(string mudUrl)
    {
        var start = mudUrl.IndexOf("//", StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        var rest = mudUrl.AsSpan(start + 2);
        var end = rest.IndexOfAny('/', '?', '#');
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
