using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CpeSimulator.Manufacturer;

/// <summary>Writes RFC 8520 JSON out of what a device does.</summary>
internal static class MudFileWriter
{
    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true };

    public static byte[] Write(
        Uri url, Uri signature, DateTimeOffset lastUpdate, string systemInfo, string manufacturer, string model, IReadOnlyList<MudRule> rules)
    {
        var lists = new JsonArray();
        var from = new JsonArray();
        var to = new JsonArray();
        foreach (var version in new[] { 4, 6 })
        {
            lists.Add(List($"from-ipv{version}", version, rules, toDevice: false));
            lists.Add(List($"to-ipv{version}", version, rules, toDevice: true));
            from.Add(new JsonObject { ["name"] = $"from-ipv{version}" });
            to.Add(new JsonObject { ["name"] = $"to-ipv{version}" });
        }

        var file = new JsonObject
        {
            ["ietf-mud:mud"] = new JsonObject
            {
                ["mud-version"] = 1,
                ["mud-url"] = url.AbsoluteUri,
                ["mud-signature"] = signature.AbsoluteUri,
                ["last-update"] = lastUpdate.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
                ["cache-validity"] = 48,
                ["is-supported"] = true,
                ["systeminfo"] = systemInfo,
                ["mfg-name"] = manufacturer,
                ["model-name"] = model,
                ["from-device-policy"] = new JsonObject { ["access-lists"] = new JsonObject { ["access-list"] = from } },
                ["to-device-policy"] = new JsonObject { ["access-lists"] = new JsonObject { ["access-list"] = to } },
            },
            ["ietf-access-control-list:acls"] = new JsonObject { ["acl"] = lists },
        };
        return JsonSerializer.SerializeToUtf8Bytes(file, s_format);
    }

    private static JsonObject List(string name, int version, IReadOnlyList<MudRule> rules, bool toDevice) => new()
    {
        ["name"] = name,
        ["type"] = version == 4 ? "ipv4-acl-type" : "ipv6-acl-type",
        ["aces"] = new JsonObject { ["ace"] = new JsonArray([.. rules.Select(r => (JsonNode)Ace(r, version, toDevice))]) },
    };

    private static JsonObject Ace(MudRule rule, int version, bool toDevice)
    {
        var matches = new JsonObject();
        var layer3 = new JsonObject { ["protocol"] = rule.Protocol == "tcp" ? 6 : 17 };
        var argument = rule.Peer[(rule.Peer.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (rule.Peer.StartsWith("dns:", StringComparison.Ordinal))
        {
            layer3[toDevice ? "ietf-acldns:src-dnsname" : "ietf-acldns:dst-dnsname"] = argument;
        }
        else if (rule.Peer.StartsWith("controller:", StringComparison.Ordinal))
        {
            matches["ietf-mud:mud"] = new JsonObject { ["controller"] = argument };
        }
        else
        {
            // Leaves of type empty are [null] (RFC 7951 §6.9).
            matches["ietf-mud:mud"] = new JsonObject { [rule.Peer] = new JsonArray([null]) };
        }

        matches[version == 4 ? "ipv4" : "ipv6"] = layer3;
        var transport = new JsonObject();
        if (rule.Protocol == "tcp")
        {
            transport["ietf-mud:direction-initiated"] = rule.AtDevice ? "to-device" : "from-device";
        }

        var portIsDestination = rule.AtDevice == toDevice;
        transport[portIsDestination ? "destination-port" : "source-port"] = new JsonObject { ["operator"] = "eq", ["port"] = rule.Port };
        matches[rule.Protocol] = transport;
        return new JsonObject
        {
            ["name"] = $"{rule.Name}-{(toDevice ? "to" : "from")}-{version}",
            ["matches"] = matches,
            ["actions"] = new JsonObject { ["forwarding"] = "accept" },
        };
    }
}
