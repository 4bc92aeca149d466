using System.Text;
using System.Text.Json.Nodes;

namespace Provisioning.Tests.Firewall.Meaning;

/// <summary>Writes MUD files for tests, from entries given as JSON.</summary>
internal static class FileBuilder
{
    public static byte[] File(IEnumerable<(string Matches, string Action)> from, IEnumerable<(string Matches, string Action)> to, string type = "ipv4-acl-type") =>
        Encoding.UTF8.GetBytes(new JsonObject
        {
            ["ietf-mud:mud"] = new JsonObject
            {
                ["mud-version"] = 1,
                ["mud-url"] = "https://maker.example/thing.json",
                ["last-update"] = "2026-01-02T03:04:05+00:00",
                ["cache-validity"] = 48,
                ["is-supported"] = true,
                ["systeminfo"] = "A thing for tests",
                ["from-device-policy"] = Policy("from"),
                ["to-device-policy"] = Policy("to"),
            },
            ["ietf-access-control-list:acls"] = new JsonObject { ["acl"] = new JsonArray(List("from", type, from), List("to", type, to)) },
        }.ToJsonString());

    private static JsonObject Policy(string name) =>
        new() { ["access-lists"] = new JsonObject { ["access-list"] = new JsonArray(new JsonObject { ["name"] = name }) } };

    private static JsonObject List(string name, string type, IEnumerable<(string Matches, string Action)> entries) => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["aces"] = new JsonObject
        {
            ["ace"] = new JsonArray([.. entries.Select((e, i) => (JsonNode)new JsonObject
            {
                ["name"] = $"ace{i}",
                ["matches"] = JsonNode.Parse(e.Matches),
                ["actions"] = new JsonObject { ["forwarding"] = e.Action },
            })]),
        },
    };
}
