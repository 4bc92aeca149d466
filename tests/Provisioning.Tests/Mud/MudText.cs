namespace Provisioning.Tests.Mud;

/// <summary>MUD files of our own, for tests that change one thing.</summary>
internal static class MudText
{
    /// <summary>Keeps to RFC 8520 and RFC 8519 to the letter: a lamp with a cloud, a controller class and multicast.</summary>
    public const string Lamp = """
        {
          "ietf-mud:mud": {
            "mud-version": 1,
            "mud-url": "https://lamps.example/mud/glow3.json",
            "mud-signature": "https://lamps.example/mud/glow3.p7s",
            "last-update": "2024-05-01T08:00:00+02:00",
            "cache-validity": 24,
            "is-supported": true,
            "systeminfo": "Glow 3, a lamp that can be dimmed",
            "mfg-name": "Lamps Example",
            "documentation": "https://lamps.example/doc/glow3",
            "model-name": "Glow 3",
            "from-device-policy": { "access-lists": { "access-list": [ { "name": "v4-from" }, { "name": "v6-from" } ] } },
            "to-device-policy": { "access-lists": { "access-list": [ { "name": "v4-to" } ] } }
          },
          "ietf-access-control-list:acls": {
            "acl": [
              { "name": "v4-from", "type": "ipv4-acl-type", "aces": { "ace": [
                { "name": "cloud",
                  "matches": {
                    "ipv4": { "ietf-acldns:dst-dnsname": "Api.Lamps.Example.", "protocol": 6 },
                    "tcp": { "ietf-mud:direction-initiated": "from-device", "destination-port": { "operator": "eq", "port": 443 } } },
                  "actions": { "forwarding": "accept" } },
                { "name": "switch",
                  "matches": {
                    "ietf-mud:mud": { "controller": "https://lamps.example/controllers" },
                    "ipv4": { "protocol": 17 },
                    "udp": { "destination-port": { "lower-port": 5000, "upper-port": 5010 } } },
                  "actions": { "forwarding": "accept" } },
                { "name": "no-telnet", "matches": { "tcp": { "destination-port": { "port": 23 } } }, "actions": { "forwarding": "ietf-access-control-list:drop" } }
              ] } },
              { "name": "v6-from", "type": "ietf-access-control-list:ipv6-acl-type", "aces": { "ace": [
                { "name": "mdns",
                  "matches": { "ipv6": { "destination-ipv6-network": "ff02::fb/128" }, "udp": { "destination-port": { "operator": "eq", "port": 5353 } } },
                  "actions": { "forwarding": "accept" } },
                { "name": "ping", "matches": { "ietf-mud:mud": { "local-networks": [null] }, "ipv6": {}, "icmp": { "type": 128, "code": 0 } },
                  "actions": { "forwarding": "accept" } }
              ] } },
              { "name": "v4-to", "type": "ipv4-acl-type", "aces": { "ace": [
                { "name": "cloud-back",
                  "matches": {
                    "ipv4": { "ietf-acldns:src-dnsname": "api.lamps.example", "protocol": 6 },
                    "tcp": { "ietf-mud:direction-initiated": "from-device", "source-port": { "operator": "eq", "port": 443 } } },
                  "actions": { "forwarding": "accept" } }
              ] } }
            ]
          }
        }
        """;

    /// <summary>One entry in one list.</summary>
    public static string WithEntry(
        string matches, string forwarding = "accept", bool fromDevice = true, string type = "ipv4-acl-type", string policyExtra = "") =>
        WithList($$"""
            { "name": "list", "type": "{{type}}", "aces": { "ace": [
              { "name": "entry", "matches": {{matches}}, "actions": { "forwarding": "{{forwarding}}" } } ] } }
            """, fromDevice, policyExtra);

    public static string WithList(string list, bool fromDevice = true, string policyExtra = "") =>
        WithHeader(
            $$"""
            "mud-version": 1, "mud-url": "https://m.example/d.json", "last-update": "2024-05-01T08:00:00Z", "is-supported": true, "systeminfo": "D",
            "{{(fromDevice ? "from" : "to")}}-device-policy": { "access-lists": { "access-list": [ { "name": "list"{{policyExtra}} } ] } }
            """,
            list);

    public static string WithHeader(string header, string? list = null) =>
        $$"""{ "ietf-mud:mud": { {{header}} }{{(list is null ? "" : $$""", "ietf-access-control-list:acls": { "acl": [ {{list}} ] }""")}} }""";
}
