using System.Text;
using System.Text.Json.Nodes;
using CpeSimulator.Manufacturer;
using Json.Schema;
using Provisioning.Mud;
using Provisioning.Mud.Model;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Mud;

/// <summary>Two readings of the standard, held against each other: our parser's and schemas/mud.</summary>
public sealed class Schema_Tests
{
    /// <summary>Holds every leaf that the standard has.</summary>
    private static readonly string Everything = MudText.WithHeader(
        """
        "mud-version": 1, "mud-url": "https://m.example/d.json", "last-update": "2024-05-01T08:00:00.5+02:00", "mud-signature": "https://m.example/d.p7s",
        "cache-validity": 168, "is-supported": false, "systeminfo": "D", "mfg-name": "M", "model-name": "D", "firmware-rev": "1", "software-rev": "2",
        "documentation": "https://m.example/doc", "extensions": ["ol"], "ietf-ol:ol": { "owners": ["M"] },
        "from-device-policy": { "access-lists": { "access-list": [ { "name": "v4" }, { "name": "v6" }, { "name": "mixed" } ] } },
        "to-device-policy": { "access-lists": { "access-list": [ { "name": "back" } ] } }
        """,
        """
        { "name": "v4", "type": "ipv4-acl-type", "aces": { "ace": [
          { "name": "a", "actions": { "forwarding": "accept", "logging": "log-none" }, "matches": {
            "ipv4": { "dscp": 46, "ecn": 1, "length": 1500, "ttl": 64, "protocol": 6, "ihl": 5, "flags": "fragment more", "offset": 20, "identification": 7,
              "destination-ipv4-network": "203.0.113.0/24", "source-ipv4-network": "192.0.2.1/32" },
            "tcp": { "sequence-number": 4294967295, "acknowledgement-number": 0, "data-offset": 5, "reserved": 0, "flags": "syn ack", "window-size": 1, "urgent-pointer": 0,
              "options": "AQE=", "ietf-mud:direction-initiated": "from-device", "source-port": { "lower-port": 1, "upper-port": 9 }, "destination-port": { "operator": "neq", "port": 443 } } } },
          { "name": "b", "actions": { "forwarding": "reject" }, "matches": { "ietf-mud:mud": { "manufacturer": "m.example" }, "udp": { "length": 8, "destination-port": { "port": 53 } } } },
          { "name": "c", "actions": { "forwarding": "drop" }, "matches": { "ietf-mud:mud": { "model": "https://m.example/d.json" }, "icmp": { "type": 8, "code": 0, "rest-of-header": "AAA=" } } },
          { "name": "d", "actions": { "forwarding": "accept" }, "matches": { "ipv4": { "ietf-acldns:dst-dnsname": "a.m.example" } } },
          { "name": "e", "actions": { "forwarding": "accept" } } ] } },
        { "name": "v6", "type": "ietf-access-control-list:ipv6-acl-type", "aces": { "ace": [
          { "name": "a", "actions": { "forwarding": "ietf-access-control-list:accept" }, "matches": {
            "ipv6": { "flow-label": 1048575, "destination-ipv6-network": "2001:db8::/32", "source-ipv6-network": "fe80::1/128", "protocol": 17 } } },
          { "name": "b", "actions": { "forwarding": "accept" }, "matches": { "ietf-mud:mud": { "controller": "urn:ietf:params:mud:dns" }, "ipv6": {} } },
          { "name": "c", "actions": { "forwarding": "accept" }, "matches": { "ietf-mud:mud": { "same-manufacturer": [null] } } },
          { "name": "d", "actions": { "forwarding": "accept" }, "matches": { "ietf-mud:mud": { "my-controller": [null] } } },
          { "name": "e", "actions": { "forwarding": "accept" }, "matches": { "ietf-mud:mud": { "local-networks": [null] } } } ] } },
        { "name": "mixed", "type": "mixed-eth-ipv4-ipv6-acl-type", "aces": { "ace": [
          { "name": "a", "actions": { "forwarding": "accept" }, "matches": {
            "eth": { "destination-mac-address": "ff:ff:ff:ff:ff:ff", "ethertype": 2048 }, "ipv4": { "destination-ipv4-network": "255.255.255.255/32" } } },
          { "name": "b", "actions": { "forwarding": "accept" }, "matches": { "eth": { "ethertype": "ipv6" } } } ] } },
        { "name": "back", "type": "ipv4-acl-type", "aces": { "ace": [
          { "name": "a", "actions": { "forwarding": "accept" }, "matches": { "ipv4": { "ietf-acldns:src-dnsname": "a.m.example" } } } ] } }
        """);

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case("no mud container", f => f.Remove("ietf-mud:mud"));
        foreach (var mandatory in (string[])["mud-version", "mud-url", "last-update", "is-supported"])
        {
            yield return Case($"no {mandatory}", f => Mud(f).Remove(mandatory));
        }

        yield return Case("a version that nobody knows", f => Mud(f)["mud-version"] = 2);
        yield return Case("an http URL", f => Mud(f)["mud-url"] = "http://m.example/d.json");
        yield return Case("a time without zone", f => Mud(f)["last-update"] = "2024-05-01T08:00:00");
        yield return Case("a boolean in quotes", f => Mud(f)["is-supported"] = "true");
        yield return Case("a validity of no hours", f => Mud(f)["cache-validity"] = 0);
        yield return Case("a validity of more than a week", f => Mud(f)["cache-validity"] = 169);
        yield return Case("an extension without a name", f => Mud(f)["extensions"] = new JsonArray(""));
        yield return Case("a leaf that the module has not", f => Mud(f)["colour"] = "red");
        yield return Case("a list without name", f => Acl(f, 0).Remove("name"));
        yield return Case("a draft's list type", f => Acl(f, 0)["type"] = "ipv4-acl");
        yield return Case("an entry without name", f => Ace(f, 0, 0).Remove("name"));
        yield return Case("a name of 65", f => Ace(f, 0, 0)["name"] = new string('n', 65));
        yield return Case("an entry without action", f => Ace(f, 0, 0)["actions"] = new JsonObject());
        yield return Case("an action that nobody knows", f => Ace(f, 0, 0)["actions"]!["forwarding"] = "permit");
        yield return Case("a protocol of 256", f => Matches(f, 0, 0)["ipv4"]!["protocol"] = 256);
        yield return Case("a protocol by name", f => Matches(f, 0, 0)["ipv4"]!["protocol"] = "tcp");
        yield return Case("a prefix without length", f => Matches(f, 0, 0)["ipv4"]!["destination-ipv4-network"] = "203.0.113.1");
        yield return Case("a prefix of the other version", f => Matches(f, 1, 0)["ipv6"]!["destination-ipv6-network"] = "203.0.113.0/24");
        yield return Case("a port of 65536", f => Matches(f, 0, 0)["tcp"]!["destination-port"]!["port"] = 65536);
        yield return Case("a port and a range", f => Matches(f, 0, 0)["tcp"]!["destination-port"]!["lower-port"] = 1);
        yield return Case("half a range", f => ((JsonObject)Matches(f, 0, 0)["tcp"]!["source-port"]!).Remove("upper-port"));
        yield return Case("an operator of no kind", f => Matches(f, 0, 0)["tcp"]!["destination-port"]!["operator"] = "range");
        yield return Case("both directions", f => Matches(f, 0, 0)["tcp"]!["ietf-mud:direction-initiated"] = "both");
        yield return Case("TCP flags that TCP has not", f => Matches(f, 0, 0)["tcp"]!["flags"] = "syn fast");
        yield return Case("TCP and UDP at once", f => Matches(f, 0, 0)["udp"] = new JsonObject());
        yield return Case("IPv4 and IPv6 at once", f => Matches(f, 0, 0)["ipv6"] = new JsonObject());
        yield return Case("a match that nobody knows", f => Matches(f, 0, 0)["sctp"] = new JsonObject());
        yield return Case("a wildcard", f => Matches(f, 0, 3)["ipv4"]!["ietf-acldns:dst-dnsname"] = "*.m.example");
        yield return Case("a name without its module", f => Matches(f, 0, 3)["ipv4"]!["dst-dnsname"] = "a.m.example");
        yield return Case("an ICMP type of 256", f => Matches(f, 0, 2)["icmp"]!["type"] = 256);
        yield return Case("an empty leaf as true", f => Matches(f, 1, 2)["ietf-mud:mud"]!["same-manufacturer"] = true);
        yield return Case("an abstraction of no kind", f => Matches(f, 1, 2)["ietf-mud:mud"] = new JsonObject());
        yield return Case("a class that is no URI", f => Matches(f, 1, 1)["ietf-mud:mud"]!["controller"] = "my controller");
    }

    [Test]
    public void The_schema_is_one_of_the_draft_that_it_names() =>
        Assert.That(MudSchema.Errors(MetaSchemas.Draft202012, JsonNode.Parse(MudSchema.Text)), Is.Empty);

    [Test]
    public void What_uses_every_leaf_is_valid_and_is_compiled()
    {
        Assert.That(MudSchema.Errors(JsonNode.Parse(Everything)), Is.Empty);
        var result = MudParser.Parse(Encoding.UTF8.GetBytes(Everything));
        Assert.That(result.Outcome, Is.EqualTo(MudParseOutcome.Compiled), string.Join('\n', result.Diagnostics));
    }

    [TestCaseSource(nameof(Broken))]
    public void What_is_broken_is_seen_by_the_schema_and_by_the_parser(Action<JsonObject> breakIt)
    {
        var file = (JsonObject)JsonNode.Parse(Everything)!;
        breakIt(file);
        Assert.That(MudSchema.Errors(file), Is.Not.Empty);
        Assert.That(MudParser.Parse(Encoding.UTF8.GetBytes(file.ToJsonString())).Outcome, Is.Not.EqualTo(MudParseOutcome.Compiled));
    }

    /// <summary>Each value of the file in turn replaced by each of a dozen others, and taken away.</summary>
    [Test]
    public void Whatever_the_parser_takes_without_a_word_is_valid()
    {
        string[] others = ["null", "true", "-1", "0", "1.5", "300", "70000", "4294967296", "\"\"", "\"x\"", "\"a b\"", "\"/x\"", "\"10.0.0.0/08\"", "[]", "[null]", "[1]", "{}"];
        var wrong = new List<string>();
        var compiled = 0;
        var paths = Paths(JsonNode.Parse(Everything)!).ToList();
        foreach (var path in paths)
        {
            var there = At(JsonNode.Parse(Everything)!, path)!;
            string[] variants = there is JsonValue value && value.TryGetValue<string>(out var text)
                ? [.. new[] { text.ToUpperInvariant(), " " + text, text + " ", "ietf-access-control-list:" + text, text + new string('n', 70) }.Where(v => v != text).Select(v => JsonValue.Create(v).ToJsonString())]
                : [];
            foreach (var other in others.Concat(variants).Append(null))
            {
                var file = JsonNode.Parse(Everything)!;
                Replace(file, path, other);
                if (MudParser.Parse(Encoding.UTF8.GetBytes(file.ToJsonString())).Outcome != MudParseOutcome.Compiled)
                {
                    continue;
                }

                compiled++;
                if (MudSchema.Errors(file) is { Count: > 0 } errors)
                {
                    wrong.Add($"{string.Join('/', path)} = {other ?? "nothing"}: {string.Join("; ", errors.Take(3))}");
                }
            }
        }

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
        Assert.That(compiled, Is.GreaterThan(paths.Count), "it says nothing where nothing is compiled");
    }

    [Test]
    public void Every_file_of_the_collection_that_is_compiled_is_valid()
    {
        Assume.That(MudCorpus.Directory, Is.Not.Null, "The collection of real MUD files (shared/mud) is not beside this repository.");
        var seen = 0;
        Assert.Multiple(() =>
        {
            foreach (var name in MudCorpus.Files)
            {
                var content = File.ReadAllBytes(MudCorpus.Require(name));
                if (MudParser.Parse(content).Outcome == MudParseOutcome.Compiled)
                {
                    seen++;
                    Assert.That(MudSchema.Errors(JsonNode.Parse(content)), Is.Empty, name);
                }
            }
        });
        Assert.That(seen, Is.GreaterThan(5));
    }

    [Test]
    public async Task What_the_simulated_makers_serve_is_valid()
    {
        await using var makers = await SimulatedManufacturer.StartAsync();
        Assert.Multiple(() =>
        {
            foreach (var product in SimulatedManufacturer.Products)
            {
                Assert.That(MudSchema.Errors(JsonNode.Parse(makers.FileOf(product))), Is.Empty, product);
            }
        });
    }

    [Test]
    public void What_the_other_tests_are_made_of_is_valid()
    {
        Assert.That(MudSchema.Errors(JsonNode.Parse(MudText.Lamp)), Is.Empty);
        Assert.That(MudSchema.Errors(JsonNode.Parse(FileBuilder.File([("{}", "accept")], [("{}", "drop")]))), Is.Empty);
    }

    private static TestCaseData Case(string name, Action<JsonObject> breakIt) => new TestCaseData(breakIt).SetArgDisplayNames(name);

    private static JsonObject Mud(JsonObject file) => (JsonObject)file["ietf-mud:mud"]!;

    private static JsonObject Acl(JsonObject file, int list) => (JsonObject)file["ietf-access-control-list:acls"]!["acl"]![list]!;

    private static JsonObject Ace(JsonObject file, int list, int entry) => (JsonObject)Acl(file, list)["aces"]!["ace"]![entry]!;

    private static JsonObject Matches(JsonObject file, int list, int entry) => (JsonObject)Ace(file, list, entry)["matches"]!;

    private static IEnumerable<object[]> Paths(JsonNode node, params object[] here)
    {
        var children = node switch
        {
            JsonObject o => o.Select(m => ((object)m.Key, m.Value)),
            JsonArray a => a.Select((v, i) => ((object)i, v)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            object[] path = [.. here, step];
            yield return path;
            foreach (var deeper in child is null ? [] : Paths(child, path))
            {
                yield return deeper;
            }
        }
    }

    private static JsonNode? At(JsonNode? node, IEnumerable<object> path) =>
        path.Aggregate(node, (at, step) => step is int i ? at![i] : at![(string)step]);

    /// <param name="json">Null: takes it away.</param>
    private static void Replace(JsonNode file, object[] path, string? json)
    {
        var parent = At(file, path[..^1])!;
        switch (path[^1], json)
        {
            case (int i, null): ((JsonArray)parent).RemoveAt(i); break;
            case (int i, _): parent[i] = JsonNode.Parse(json); break;
            case (string name, null): ((JsonObject)parent).Remove(name); break;
            case (string name, _): parent[name] = JsonNode.Parse(json); break;
        }
    }
}
