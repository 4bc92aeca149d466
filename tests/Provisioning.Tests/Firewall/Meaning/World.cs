using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Provisioning.Tests.Firewall.Meaning;

/// <summary>A made-up home and internet in which a file is tried: every name and class that its text mentions has addresses, a few on purpose have none.</summary>
internal sealed partial class World
{
    public const string HostMac = "02:00:00:00:00:20";

    public static readonly IPAddress Host4 = IPAddress.Parse("192.168.1.20");
    public static readonly IPAddress Host6 = IPAddress.Parse("2001:db8:1::20");
    public static readonly IPNetwork[] Lan = [IPNetwork.Parse("192.168.1.0/24"), IPNetwork.Parse("2001:db8:1::/64")];

    public Dictionary<string, IReadOnlyList<IPAddress>> Names { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<IPAddress>> Controllers { get; } = new(StringComparer.Ordinal);

    public List<KeyValuePair<string, IReadOnlyList<IPAddress>>> Peers { get; } = [];

    public IEnumerable<IPAddress> Mentioned =>
        Names.Values.Concat(Controllers.Values).Concat(Peers.Select(p => p.Value)).SelectMany(a => a);

    /// <summary>Reads the raw text, so that nothing is borrowed from the parser under test.</summary>
    public static World Of(string text)
    {
        var world = new World();
        foreach (Match match in Name().Matches(text))
        {
            var name = match.Groups["value"].Value.ToLowerInvariant().TrimEnd('.');
            var seed = SHA256.HashData(Encoding.UTF8.GetBytes(name));
            world.Names[name] = seed[0] % 9 == 0 ? [] : [Public4(seed, 1), .. seed[3] % 2 == 0 ? [Public4(seed, 4)] : Array.Empty<IPAddress>(), Public6(seed)];
        }

        byte next = 100;
        foreach (Match match in Controller().Matches(text))
        {
            var uri = match.Groups["value"].Value;
            if (!world.Controllers.ContainsKey(uri) && next < 130)
            {
                next++;
                world.Controllers[uri] = next % 7 == 0 ? [] : [Local4(next), Local6(next)];
            }
        }

        world.Controllers["my"] = [Local4(131), Local6(131)];
        world.Controllers.TryAdd("urn:ietf:params:mud:dns", [Local4(1), Local6(1)]);
        world.Controllers.TryAdd("urn:ietf:params:mud:ntp", [Local4(1)]);
        next = 140;
        foreach (Match match in Maker().Matches(text))
        {
            next++;
            var value = match.Groups["value"].Value;
            var url = match.Groups["kind"].Value == "manufacturer" ? $"https://{value}/some/device" : value;
            world.Peers.Add(new(url, [Local4(next), Local6(next)]));
        }

        if (Url().Match(text) is { Success: true } own)
        {
            world.Peers.Add(new($"https://{new Uri(own.Groups["value"].Value).Authority}/another", [Local4(200), Local6(200)]));
        }

        world.Peers.Add(new("https://unrelated.example/thing", [Local4(201), Local6(201)]));
        return world;
    }

    private static IPAddress Public4(byte[] seed, int at) => new([203, (byte)(seed[at] | 1), seed[at + 1], (byte)(seed[at + 2] | 1)]);

    private static IPAddress Public6(byte[] seed) => IPAddress.Parse($"2001:db8:ffff:{seed[7]:x}{seed[8]:x2}::{seed[9]:x}1");

    private static IPAddress Local4(byte last) => new([192, 168, 1, last]);

    private static IPAddress Local6(byte last) => IPAddress.Parse($"2001:db8:1::{last:x}");

    [GeneratedRegex("(?:src|dst)-dnsname\"\\s*:\\s*\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("\"(?:ietf-mud:)?controller\"\\s*:\\s*\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Controller();

    [GeneratedRegex("\"(?:ietf-mud:)?(?<kind>manufacturer|model)\"\\s*:\\s*\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Maker();

    [GeneratedRegex("\"(?:ietf-mud:)?mud-url\"\\s*:\\s*\"(?<value>https?://[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Url();
}
