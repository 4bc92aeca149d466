using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Provisioning.Firewall.Proof;

/// <summary>One ACE's JSON (RFC 8519 §4, RFC 8520 §8).</summary>
internal static class StatedEntryReader
{
    /// <summary>The order in which they build on each other: the version decides which ICMP is meant.</summary>
    private static readonly string[] _order = ["ipv4", "ipv4-acl", "ipv6", "ipv6-acl", "eth", "tcp", "tcp-acl", "udp", "udp-acl", "icmp", "icmp-acl"];

    /// <summary>Of IP and transport headers: known, and beyond what a TR-181 rule can ask for.</summary>
    private static readonly string[] _unseen =
    [
        "dscp", "ecn", "length", "ttl", "ihl", "flags", "offset", "identification", "flow-label",
        "sequence-number", "acknowledgement-number", "data-offset", "reserved", "window-size", "urgent-pointer", "options",
    ];

    public static StatedEntry Read(JsonNode? ace, string name, bool fromDevice, int version, ProofNetwork network)
    {
        var entry = new StatedEntry { Name = name, FromDevice = fromDevice, Version = version };
        try
        {
            entry.Accept = JsonMember.Text(JsonMember.Of(ace, "actions"), "forwarding")?.Split(':')[^1].ToLowerInvariant() switch
            {
                "accept" => true,
                "drop" or "reject" => false,
                _ => null,
            };
            entry.IsUnread = (ace as JsonObject)?.Any(m => m.Key.Split(':')[^1] is not ("name" or "rule-name" or "matches" or "actions")) ?? true;
            foreach (var (key, value) in (JsonMember.Of(ace, "matches") as JsonObject ?? []).OrderBy(m => Array.IndexOf(_order, m.Key.Split(':')[^1]) is var at and >= 0 ? at : 99))
            {
                ReadContainer(entry, key.Split(':')[^1], value, network);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            entry.IsUnread = true;
        }

        return entry;
    }

    private static void ReadContainer(StatedEntry entry, string name, JsonNode? value, ProofNetwork network)
    {
        switch (name)
        {
            case "ipv4" or "ipv6" or "ipv4-acl" or "ipv6-acl":
                entry.Version = name[3] == '4' ? 4 : 6;
                foreach (var (leaf, content) in value!.AsObject().OrderBy(l => l.Key != "protocol"))
                {
                    entry.IsUnread |= !ReadIP(entry, leaf.Split(':')[^1], content!, network);
                }

                break;
            case "tcp" or "udp" or "tcp-acl" or "udp-acl":
                SetProtocol(entry, name[0] == 't' ? 6 : 17);
                foreach (var (leaf, content) in value!.AsObject())
                {
                    entry.IsUnread |= !ReadTransport(entry, leaf.Split(':')[^1], content!);
                }

                break;
            case "icmp" or "icmp-acl":
                SetProtocol(entry, entry.Version == 6 ? 58 : 1);
                entry.IsPartial |= value!.AsObject().Count > 0;
                entry.IsUnread |= value.AsObject().Any(l => l.Key is not ("type" or "code" or "rest-of-header"));
                entry.IcmpType = value["type"] is { } type ? Number(type) : null;
                break;
            case "eth":
                ReadEthernet(entry, value!.AsObject());
                break;
            case "mud" or "mud-acl":
                entry.IsUnread |= value!.AsObject().Count != 1; // RFC 8520 §4: one abstraction
                foreach (var (leaf, content) in value.AsObject())
                {
                    entry.IsUnread |= !ReadAbstraction(entry, leaf.Split(':')[^1], content, network);
                }

                break;
            case "dst-dnsname" or "src-dnsname":
                entry.IsUnread |= !ReadIP(entry, name, value!, network);
                break;
            case "client-profiles": // RFC 9761: seen only by who looks into the handshake
                entry.IsPartial = true;
                break;
            default:
                entry.IsUnread = true;
                break;
        }
    }

    private static void SetProtocol(StatedEntry entry, int protocol)
    {
        entry.IsNever |= entry.Protocol >= 0 && entry.Protocol != protocol;
        entry.Protocol = protocol;
    }

    private static bool ReadIP(StatedEntry entry, string leaf, JsonNode value, ProofNetwork network)
    {
        switch (leaf)
        {
            case "protocol":
                SetProtocol(entry, Number(value));
                return entry.Protocol is >= 0 and <= 255;
            case "dst-dnsname" when entry.FromDevice:
            case "src-dnsname" when !entry.FromDevice:
                var name = (string)value!;
                if (IPAddress.TryParse(name, out var literal))
                {
                    entry.PeerPrefixes.Add(ProofNetwork.Single(literal));
                    return entry.Version == 0 || (literal.AddressFamily == AddressFamily.InterNetwork) == (entry.Version == 4);
                }

                entry.PeerWords.Add($"name {name.TrimEnd('.')}");
                entry.Restrict(network.OfName(name));
                return true;
            case "source-port-range" or "destination-port-range" when entry.Protocol is 6 or 17:
                return ReadTransport(entry, leaf[..^"-range".Length], value);
        }

        if (_unseen.Contains(leaf))
        {
            entry.IsPartial = true;
            return true;
        }

        if (leaf is not ("source-ipv4-network" or "destination-ipv4-network" or "source-ipv6-network" or "destination-ipv6-network") || leaf[^9] - '0' != entry.Version)
        {
            return false;
        }

        var text = (string)value!;
        if (!IPNetwork.TryParse(text.Contains('/', StringComparison.Ordinal) ? text : $"{text}/{(entry.Version == 4 ? 32 : 128)}", out var prefix)
            || (prefix.BaseAddress.AddressFamily == AddressFamily.InterNetwork) != (entry.Version == 4))
        {
            return false;
        }

        var ofSource = leaf.StartsWith("source", StringComparison.Ordinal);
        (ofSource == entry.FromDevice ? entry.OwnPrefixes : entry.PeerPrefixes).Add(prefix);
        return true;
    }

    private static bool ReadTransport(StatedEntry entry, string leaf, JsonNode value)
    {
        if (leaf == "direction-initiated")
        {
            entry.OpenedByDevice = (string?)value switch { "from-device" => true, "to-device" => false, _ => null };
            return entry.OpenedByDevice is not null;
        }

        if (_unseen.Contains(leaf))
        {
            entry.IsPartial = true;
            return true;
        }

        if (leaf is not ("source-port" or "destination-port") || Ports(value) is not { } ranges)
        {
            return false;
        }

        (leaf == "source-port" ? entry.SourcePorts : entry.DestinationPorts).AddRange(ranges);
        return true;
    }

    /// <summary>Null: not understood.</summary>
    private static (int First, int Last)[]? Ports(JsonNode value)
    {
        var op = (string?)value["operator"];
        return (value["port"] is { } p ? Number(p) : -1, value["lower-port"] is { } l ? Number(l) : -1, value["upper-port"] is { } u ? Number(u) : -1) switch
        {
            (>= 0 and <= 65535 and var port, -1, -1) => op switch
            {
                "eq" or null => [(port, port)],
                "lte" => [(0, port)],
                "gte" => [(port, 65535)],
                "neq" => [(0, port - 1), (port + 1, 65535)],
                _ => null,
            },
            (-1, >= 0 and var low, <= 65535 and var high) when low <= high && op is null or "range" => [(low, high)],
            (-1, >= 0 and <= 65535 and var only, -1) when op is null => [(only, only)],
            _ => null,
        };
    }

    private static void ReadEthernet(StatedEntry entry, JsonObject eth)
    {
        foreach (var (key, value) in eth)
        {
            switch (key.Split(':')[^1])
            {
                case "ethertype":
                    var version = value!.ToString().ToLowerInvariant() switch { "ipv4" or "0x0800" or "0x800" or "2048" => 4, "ipv6" or "0x86dd" or "34525" => 6, _ => -1 };
                    entry.IsNever |= version < 0 || (entry.Version != 0 && entry.Version != version);
                    entry.Version = version;
                    break;
                case "destination-mac-address":
                    // RFC 919: what is sent to 255.255.255.255 has the broadcast MAC anyway.
                    entry.IsPartial |= !(string.Equals((string?)value, "ff:ff:ff:ff:ff:ff", StringComparison.OrdinalIgnoreCase) && !eth.ContainsKey("destination-mac-address-mask")
                        && (entry.FromDevice ? entry.PeerPrefixes : entry.OwnPrefixes).Exists(p => p.PrefixLength == 32 && p.BaseAddress.Equals(IPAddress.Broadcast)));
                    break;
                case "source-mac-address" or "source-mac-address-mask" or "destination-mac-address-mask":
                    entry.IsPartial = true;
                    break;
                default:
                    entry.IsUnread = true;
                    break;
            }
        }
    }

    private static bool ReadAbstraction(StatedEntry entry, string leaf, JsonNode? value, ProofNetwork network)
    {
        entry.PeerWords.Add($"{leaf} {(value is JsonValue ? value.ToString() : "")}");
        switch (leaf)
        {
            case "local-networks":
                entry.Local = true;
                return true;
            case "my-controller":
                entry.Restrict(network.OfController("my"));
                return true;
            case "controller":
                entry.Restrict(network.OfController((string)value!));
                return true;
            case "model":
                entry.Restrict(network.OfModel((string)value!));
                return true;
            case "manufacturer":
                entry.Restrict(network.OfMaker(((string)value!).TrimEnd('.')));
                return true;
            case "same-manufacturer":
                entry.Restrict(network.OfSameMaker());
                return true;
            default:
                return false;
        }
    }

    /// <summary>Some files write numbers as text.</summary>
    private static int Number(JsonNode node) =>
        node.GetValueKind() == JsonValueKind.String ? int.Parse((string)node!, NumberStyles.None, CultureInfo.InvariantCulture) : (int)node;
}
