using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Provisioning.Tests.Firewall.Meaning;

/// <summary>
/// What a MUD file says about first packets, worked out directly on its JSON. Knows nothing of the parser and the
/// compiler. Understands RFC 8520 and the commonest deviations; null where the file is built otherwise.
/// </summary>
internal sealed class FileMeaning
{
    private readonly World _world;
    private readonly List<Entry> _entries = [];

    private FileMeaning(World world) => _world = world;

    public IReadOnlyList<Entry> Entries => _entries;

    public static FileMeaning? Of(string text, World world)
    {
        var root = JsonNode.Parse(text)!.AsObject();
        if (Member(root, "mud") is not JsonObject mud)
        {
            return null;
        }

        var lists = Member(Member(root, "acls", "access-lists"), "acl") as JsonArray ?? [];

        var meaning = new FileMeaning(world);
        foreach (var fromDevice in (bool[])[true, false])
        {
            var policy = Member(mud, fromDevice ? "from-device-policy" : "to-device-policy");
            if (Member(Member(policy, "access-lists"), "access-list") is not JsonArray named)
            {
                continue;
            }

            foreach (var item in named)
            {
                // A list that the file does not hold permits nothing; entries in the policy itself are a list of their own.
                var name = Name(item);
                var list = item?["aces"] is null ? lists.SingleOrDefault(l => Name(l) == name) : item;
                var type = ((string?)Member(list, "type", "acl-type") ?? "").Split(':')[^1];
                foreach (var ace in Member(Member(list, "aces", "access-list-entries"), "ace") as JsonArray ?? [])
                {
                    meaning._entries.Add(meaning.Read(name, type, ace!.AsObject(), mud, fromDevice));
                }
            }
        }

        return meaning;
    }

    /// <summary>The verdicts that may be given: the first entry that holds, else the defaults, else no.</summary>
    /// <param name="excused">Entries that the compiler reported as not expressible.</param>
    public (bool MayPass, bool MayDrop) Decide(Probe probe, bool stateful, IReadOnlySet<string> excused)
    {
        var (pass, drop) = (false, false);
        foreach (var entry in _entries)
        {
            if (!entry.Holds(probe, stateful))
            {
                continue;
            }

            pass |= entry.Accept;
            drop |= !entry.Accept;
            if (!entry.Unclear && !excused.Contains(entry.Name))
            {
                return (pass, drop);
            }
        }

        var last = IsDefault(probe, stateful);
        return (pass || last, drop || !last);
    }

    private bool IsDefault(Probe p, bool stateful)
    {
        var local = Entry.IsLocal(p.Peer);
        var lan = World.Lan.Any(l => l.Contains(p.Peer));
        var (near, far) = p.FromDevice ? (p.SourcePort, p.DestinationPort) : (p.DestinationPort, p.SourcePort);
        return p.Protocol switch
        {
            2 => local && p.Version == 4,
            58 => local && p.Version == 6,
            17 when near == 68 && far == 67 && p.Version == 4 => lan || (p.FromDevice && p.Peer.Equals(IPAddress.Broadcast)),
            17 when near == 546 && far == 547 && p.Version == 6 =>
                lan || IPNetwork.Parse("fe80::/10").Contains(p.Peer) || (p.FromDevice && p.Peer.Equals(IPAddress.Parse("ff02::1:2"))),
            6 or 17 when far == 53 => (p.FromDevice || !stateful) && Serves("urn:ietf:params:mud:dns"),
            17 when far == 123 => (p.FromDevice || !stateful) && Serves("urn:ietf:params:mud:ntp"),
            _ => false,
        };

        bool Serves(string uri) => _world.Controllers[uri].Contains(p.Peer);
    }

    private Entry Read(string list, string type, JsonObject ace, JsonObject mud, bool fromDevice)
    {
        var entry = new Entry
        {
            Name = $"{list}/{(string?)(ace["name"] ?? ace["rule-name"])}",
            FromDevice = fromDevice,
            Version = type.StartsWith("ipv4", StringComparison.Ordinal) ? 4 : type.StartsWith("ipv6", StringComparison.Ordinal) ? 6 : 0,
        };
        switch ((string?)ace["actions"]?["forwarding"])
        {
            case "accept" or "ietf-access-control-list:accept":
                break;
            case "drop" or "reject":
                entry.Accept = false;
                break;
            default:
                entry.Unclear = true;
                break;
        }

        foreach (var (name, value) in ace["matches"] as JsonObject ?? [])
        {
            if (!ReadContainer(entry, name, value, mud))
            {
                entry.Unclear = true;
            }
        }

        return entry;
    }

    private bool ReadContainer(Entry entry, string name, JsonNode? value, JsonObject mud)
    {
        switch (name)
        {
            case "ipv4" or "ipv6" or "ipv4-acl" or "ipv6-acl":
                entry.Version = name[3] == '4' ? 4 : 6;
                return value!.AsObject().Select(l => ReadIP(entry, l.Key, l.Value!)).ToList().TrueForAll(known => known);
            case "tcp" or "udp" or "tcp-acl" or "udp-acl":
                entry.Protocol = name[0] == 't' ? 6 : 17;
                return value!.AsObject().Select(l => ReadTransport(entry, l.Key, l.Value!)).ToList().TrueForAll(known => known);
            case "ietf-mud:mud" or "ietf-mud:mud-acl" or "mud":
                return value!.AsObject().Select(l => ReadAbstraction(entry, l.Key.Split(':')[^1], l.Value, mud)).ToList().TrueForAll(known => known);
            case "ietf-acldns:dst-dnsname" or "ietf-acldns:src-dnsname":
                return ReadIP(entry, name, value!);
            default:
                // ICMP type, Ethernet, TLS: what else the entry says still limits it.
                entry.Protocol = name == "icmp" ? (entry.Version == 6 ? 58 : 1) : entry.Protocol;
                return false;
        }
    }

    private bool ReadIP(Entry entry, string leaf, JsonNode value)
    {
        switch (leaf)
        {
            case "protocol":
                entry.Protocol = (int)value;
                return true;
            case "ietf-acldns:dst-dnsname" when entry.FromDevice:
            case "ietf-acldns:src-dnsname" when !entry.FromDevice:
                entry.Restrict(_world.Names[((string)value!).ToLowerInvariant().TrimEnd('.')]);
                return true;
            case "source-port-range" or "destination-port-range" when entry.Protocol is 6 or 17:
                return ReadTransport(entry, leaf[..^"-range".Length], value);
        }

        if (!leaf.StartsWith("source-ipv", StringComparison.Ordinal) && !leaf.StartsWith("destination-ipv", StringComparison.Ordinal))
        {
            return false;
        }

        var text = (string)value!;
        if (!IPNetwork.TryParse(text.Contains('/', StringComparison.Ordinal) ? text : $"{text}/{(entry.Version == 4 ? 32 : 128)}", out var prefix)
            || (prefix.BaseAddress.GetAddressBytes().Length == 4) != (entry.Version == 4))
        {
            return false;
        }

        var ofSource = leaf.StartsWith("source", StringComparison.Ordinal);
        (ofSource == entry.FromDevice ? entry.OwnPrefixes : entry.PeerPrefixes).Add(prefix);
        return true;
    }

    private static bool ReadTransport(Entry entry, string leaf, JsonNode value)
    {
        if (leaf is "ietf-mud:direction-initiated" or "direction-initiated")
        {
            entry.OpenedByDevice = (string?)value == "from-device";
            return true;
        }

        if (leaf is not ("source-port" or "destination-port"))
        {
            return false;
        }

        var at = value["port"] is { } single ? Number(single) : -1;
        (int, int)? range = (string?)value["operator"] switch
        {
            "eq" when at >= 0 => (at, at),
            "lte" when at >= 0 => (0, at),
            "gte" when at >= 0 => (at, 65535),
            null when at >= 0 => (at, at),
            null or "range" when value["lower-port"] is { } low && value["upper-port"] is { } high => (Number(low), Number(high)),
            null when value["lower-port"] is { } only => (Number(only), Number(only)),
            _ => null,
        };
        if (leaf == "source-port")
        {
            entry.SourcePorts = range;
        }
        else
        {
            entry.DestinationPorts = range;
        }

        return range is not null;
    }

    private bool ReadAbstraction(Entry entry, string leaf, JsonNode? value, JsonObject mud)
    {
        switch (leaf)
        {
            case "local-networks":
                entry.Local = true;
                return true;
            case "my-controller":
                entry.Restrict(_world.Controllers["my"]);
                return true;
            case "controller":
                entry.Restrict(_world.Controllers[(string)value!]);
                return true;
            case "model":
                entry.Restrict(_world.Peers.Where(p => p.Key == (string)value!).SelectMany(p => p.Value));
                return true;
            case "manufacturer":
                entry.Restrict(OfMaker((string)value!));
                return true;
            case "same-manufacturer":
                entry.Restrict(OfMaker(new Uri((string)Member(mud, "mud-url")!).Authority));
                return true;
            default:
                return false;
        }
    }

    private IEnumerable<IPAddress> OfMaker(string authority) =>
        _world.Peers.Where(p => string.Equals(new Uri(p.Key).Authority, authority, StringComparison.OrdinalIgnoreCase)).SelectMany(p => p.Value);

    /// <summary>By any of its names, with or without a module before it: drafts, and files that qualify too much or too little.</summary>
    private static JsonNode? Member(JsonNode? parent, params string[] names) =>
        (parent as JsonObject)?.Where(m => names.Contains(m.Key.Split(':')[^1])).Select(m => m.Value).FirstOrDefault();

    private static string Name(JsonNode? list) => (string?)Member(list, "name", "acl-name") ?? "";

    private static int Number(JsonNode node) =>
        node.GetValueKind() == System.Text.Json.JsonValueKind.String ? int.Parse((string)node!, CultureInfo.InvariantCulture) : (int)node;
}
