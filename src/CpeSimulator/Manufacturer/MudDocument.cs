using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CpeSimulator.Manufacturer;

/// <summary>Writes MUD files (RFC 8520 with the ACL model of RFC 8519) from what a product does.</summary>
public sealed record MudDocument(string Url, string SystemInfo, string Manufacturer, string Model, IReadOnlyList<MudFlow> Flows)
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true };

    public DateTimeOffset LastUpdate { get; init; }

    /// <summary>Hours, 1 to 168.</summary>
    public int CacheValidity { get; init; } = 48;

    public bool Signed { get; init; } = true;

    public string ToJson()
    {
        var mud = new JsonObject
        {
            ["mud-version"] = 1,
            ["mud-url"] = Url,
            ["last-update"] = LastUpdate.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["cache-validity"] = CacheValidity,
            ["is-supported"] = true,
            ["systeminfo"] = SystemInfo,
            ["mfg-name"] = Manufacturer,
            ["model-name"] = Model,
            ["from-device-policy"] = Policy("from"),
            ["to-device-policy"] = Policy("to"),
        };
        if (Signed)
        {
            mud["mud-signature"] = MudFileServer.SignatureOf(Url);
        }

        var acls = new JsonArray(Acl(4, fromDevice: true), Acl(6, fromDevice: true), Acl(4, fromDevice: false), Acl(6, fromDevice: false));
        return new JsonObject
        {
            ["ietf-mud:mud"] = mud,
            ["ietf-access-control-list:acls"] = new JsonObject { ["acl"] = acls },
        }.ToJsonString(Pretty);
    }

    private static JsonObject Policy(string direction) => new()
    {
        ["access-lists"] = new JsonObject
        {
            ["access-list"] = new JsonArray(new JsonObject { ["name"] = direction + "-v4" }, new JsonObject { ["name"] = direction + "-v6" }),
        },
    };

    private JsonObject Acl(int version, bool fromDevice)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{(fromDevice ? "from" : "to")}-v{version}");
        var aces = new JsonArray();
        foreach (var flow in Flows)
        {
            aces.Add(new JsonObject
            {
                ["name"] = $"{flow.Name}-{name}",
                ["matches"] = Matches(flow, version, fromDevice),
                ["actions"] = new JsonObject { ["forwarding"] = "accept" },
            });
        }

        return new JsonObject
        {
            ["name"] = name,
            ["type"] = string.Create(CultureInfo.InvariantCulture, $"ipv{version}-acl-type"),
            ["aces"] = new JsonObject { ["ace"] = aces },
        };
    }

    private static JsonObject Matches(MudFlow flow, int version, bool fromDevice)
    {
        var ip = new JsonObject { ["protocol"] = flow.Protocol };
        if (flow.DnsName is { } name)
        {
            ip[fromDevice ? "ietf-acldns:dst-dnsname" : "ietf-acldns:src-dnsname"] = name;
        }

        var matches = new JsonObject { [version == 4 ? "ipv4" : "ipv6"] = ip };
        if (flow.Protocol is 6 or 17)
        {
            matches[flow.Protocol == 6 ? "tcp" : "udp"] = Transport(flow, fromDevice);
        }

        if (flow.ControllerClass is { } controller)
        {
            matches["ietf-mud:mud"] = new JsonObject { ["controller"] = controller };
        }
        else if (flow.Abstraction is { } abstraction)
        {
            // An empty leaf is [null] in JSON (RFC 7951 §6.9).
            matches["ietf-mud:mud"] = new JsonObject { [abstraction] = new JsonArray((JsonNode?)null) };
        }

        return matches;
    }

    private static JsonObject Transport(MudFlow flow, bool fromDevice)
    {
        var transport = new JsonObject();
        if (flow.Port is { } port)
        {
            // The port is the server's: the destination of what goes to it, the source of what it answers.
            var isDestination = fromDevice != flow.PeerOpens;
            transport[isDestination ? "destination-port" : "source-port"] = new JsonObject { ["operator"] = "eq", ["port"] = port };
        }

        if (flow.Protocol == 6)
        {
            transport["ietf-mud:direction-initiated"] = flow.PeerOpens ? "to-device" : "from-device";
        }

        return transport;
    }
}
