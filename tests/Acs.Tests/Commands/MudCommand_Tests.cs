using System.Text.Json.Nodes;
using Acs.Commands;

namespace Acs.Tests.Commands;

/// <summary><c>mud compile</c> and <c>mud explain</c>, as the outward contract has them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MudCommand_Tests
{
    private const string Content = """
        {
          "ietf-mud:mud": {
            "mud-version": 1, "mud-url": "https://maker.example/camera?v=1", "last-update": "2026-01-02T03:04:05+00:00", "cache-validity": 48,
            "is-supported": true, "systeminfo": "camera",
            "from-device-policy": { "access-lists": { "access-list": [ { "name": "fr" } ] } },
            "to-device-policy": { "access-lists": { "access-list": [ { "name": "to" } ] } }
          },
          "ietf-access-control-list:acls": { "acl": [
            { "name": "fr", "type": "ipv4-acl-type", "aces": { "ace": [
              { "name": "not-there", "matches": { "ipv4": { "destination-ipv4-network": "203.0.113.66/32" } }, "actions": { "forwarding": "drop" } },
              { "name": "cloud", "matches": { "ipv4": { "ietf-acldns:dst-dnsname": "cloud.example", "protocol": 6 },
                "tcp": { "destination-port": { "operator": "eq", "port": 443 } } }, "actions": { "forwarding": "accept" } },
              { "name": "hub", "matches": { "ietf-mud:mud": { "controller": "https://maker.example/hub?a=b" } }, "actions": { "forwarding": "accept" } } ] } },
            { "name": "to", "type": "ipv4-acl-type", "aces": { "ace": [
              { "name": "ping", "matches": { "ipv4": { "ietf-acldns:src-dnsname": "cloud.example", "protocol": 1 }, "icmp": { "type": 8 } },
                "actions": { "forwarding": "accept" } } ] } } ] }
        }
        """;

    private static readonly string[] Home =
        ["--host-mac", "02-00-00-00-00-20", "--host-ip", "192.168.1.20", "--resolve", "cloud.example=203.0.113.5,203.0.113.66", "--controller", "https://maker.example/hub?a=b=192.168.1.9"];

    [Test]
    public async Task Json_is_what_the_contract_says([Values("tr181-2.18", "tr181-2.16", "tr181-2.2", "flat")] string dialect)
    {
        var (exit, output, _) = await Run(["compile", await File(Content), "--json", "--dialect", dialect, .. Home]);
        var report = JsonNode.Parse(output)!.AsArray().Single()!;
        var parameters = report["parameters"]!.AsArray().ToDictionary(p => (string)p!["path"]!, p => (string)p!["value"]!, StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(exit, Is.Zero);
            Assert.That((string?)report["outcome"], Is.EqualTo("compiled"));
            Assert.That((string?)report["mudUrl"], Is.EqualTo("https://maker.example/camera?v=1"));
            Assert.That((int?)report["rules"], Is.EqualTo(parameters.Keys.Count(k => k.EndsWith(".Target", StringComparison.Ordinal))));
            Assert.That(report["approximations"]!.AsArray().Select(a => $"{a!["ace"]} {a["kind"]} {a["why"]}"), Does.Contain("to/ping under icmp-type"));
            Assert.That(parameters.Keys.Any(k => k.EndsWith(".SourceMAC", StringComparison.Ordinal)), Is.EqualTo(dialect is "tr181-2.18" or "tr181-2.16"));
            Assert.That(parameters.Keys.Any(k => k.Contains(".Set.", StringComparison.Ordinal)), Is.EqualTo(dialect == "tr181-2.18"));
            Assert.That(parameters.Where(p => p.Key.EndsWith("AllInterfaces", StringComparison.Ordinal)).Select(p => p.Value), Is.All.EqualTo("true"));
        });
    }

    [Test]
    public async Task Diff_tells_what_a_new_edition_lets_through()
    {
        var renamed = await File(Content.Replace("\"cloud\"", "\"other\"", StringComparison.Ordinal));
        Assert.That(await Run(["diff", await File(Content), renamed]), Is.EqualTo((0, "", "")));
        var wider = await File(Content.Replace("\"port\": 443", "\"port\": 8443", StringComparison.Ordinal));
        var (exit, output, _) = await Run(["diff", await File(Content), wider]);
        Assert.That(exit, Is.EqualTo(1));
        Assert.That(output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[]
        {
            "+ to cloud.example: tcp to port 8443, IPv4",
            "- to cloud.example: tcp to port 443, IPv4",
        }));
        Assert.That((await Run(["diff", await File(Content), await File("{")])).Exit, Is.EqualTo(2));
    }

    [Test]
    public async Task Prove_says_what_the_rules_cannot_say()
    {
        var (exit, output, _) = await Run(["compile", await File(Content), "--prove", "--json", .. Home]);
        var proof = JsonNode.Parse(output)!.AsArray().Single()!["proof"]!;
        Assert.That((exit, (string?)proof["outcome"]), Is.EqualTo((0, "approximated")));
        Assert.That((string?)proof["witnesses"]!.AsArray().Single(), Does.StartWith("to the host: icmp 203.0.113.5 > 192.168.1.20").And.Contain("(to/ping: icmp-type)"));
        var (_, text, _) = await Run(["compile", await File(Content.Replace(", \"icmp\": { \"type\": 8 }", "", StringComparison.Ordinal)), "--prove", .. Home]);
        Assert.That(text, Does.Contain("# Proved: of "));
    }

    [TestCase("tcp 192.168.1.20:5000 > cloud.example:443", "203.0.113.5 accept fr/cloud")]
    [TestCase("tcp 192.168.1.20:5000 > 203.0.113.66:443", "203.0.113.66 drop fr/not-there")]
    [TestCase("udp 192.168.1.20:5000 > 192.168.1.9:9999", "192.168.1.9 accept fr/hub")]
    [TestCase("tcp 192.168.1.20:5000 > 198.51.100.1:443", "198.51.100.1 drop drop")]
    [TestCase("tcp 192.168.1.21:5000 > 198.51.100.1:443", "198.51.100.1 undecided ")]
    public async Task Explain_names_the_entry(string packet, string expected)
    {
        var (exit, output, _) = await Run(["explain", await File(Content), "--packet", packet, "--json", .. Home]);
        var answers = JsonNode.Parse(output)!.AsArray().Select(a => $"{a!["destination"]} {a["verdict"]} {a["because"]!.AsArray().FirstOrDefault()?["ace"]}");
        Assert.That(exit, Is.Zero);
        Assert.That(answers, Does.Contain(expected));
    }

    [TestCase("tcp 192.168.1.20:5000 > 203.0.113.5:443", "accept", "manufacturer", "--subscriber", "block to any udp")]
    [TestCase("tcp 192.168.1.20:5000 > 203.0.113.5:443", "drop", "subscriber", "--subscriber", "block to cloud.example tcp 400-500")]
    [TestCase("tcp 192.168.1.20:5000 > 198.51.100.1:8443", "accept", "subscriber", "--subscriber", "allow to 198.51.100.0/24 tcp 8443")]
    [TestCase("tcp 192.168.1.20:5000 > 198.51.100.1:8443", "drop", "isp", "--subscriber", "allow to 198.51.100.0/24 tcp 8443", "--isp", "block to 198.51.100.1")]
    [TestCase("tcp 192.168.1.20:5000 > 203.0.113.5:443", "drop", "community", "--community", "PROFILE")]
    [TestCase("udp 192.168.1.20:5000 > 192.168.1.9:9999", "accept", "manufacturer", "--community", "PROFILE")]
    [TestCase("tcp 192.168.1.20:5000 > 198.51.100.1:8443", "drop", "default", "--community", "PROFILE")]
    public async Task Explain_and_proof_know_the_other_layers(string packet, string verdict, string layer, params string[] options)
    {
        // The profile has the same entries but one.
        var profile = await File(Content.Replace("\"port\": 443", "\"port\": 444", StringComparison.Ordinal));
        string[] args = [await File(Content), .. options.Select(o => o == "PROFILE" ? profile : o), .. Home];
        var (exit, output, _) = await Run(["explain", "--packet", packet, "--json", .. args]);
        var answer = JsonNode.Parse(output)!.AsArray().Single()!;
        Assert.That((exit, (string?)answer["verdict"], answer["because"]!.AsArray().Select(b => (string?)b!["layer"]).First()), Is.EqualTo((0, verdict, layer)), output);

        var (proved, proof, _) = await Run(["compile", "--prove", "--json", .. args]);
        Assert.That((proved, (string?)JsonNode.Parse(proof)!.AsArray().Single()!["proof"]!["outcome"]), Is.EqualTo((0, "approximated")), proof);
    }

    [TestCase("allow any")]
    [TestCase("allow to any tcp 70000")]
    [TestCase("allow to any icmp 1")]
    [TestCase("allow to nowhere")]
    [TestCase("block to 203.0.113.9/24")]
    [TestCase("block to any tcp 9-8")]
    public async Task What_is_no_entry_is_wrong_usage(string entry)
    {
        var (exit, _, error) = await Run(["compile", await File(Content), "--isp", entry]);
        Assert.That(exit, Is.EqualTo(2));
        Assert.That(error, Does.StartWith("--isp: "));
    }

    [Test]
    public async Task One_refused_file_is_exit_code_1_and_does_not_stop_the_others()
    {
        var (exit, output, error) = await Run(["compile", await File("{"), await File(Content), "/nowhere/at/all.json", "--json", .. Home]);
        Assert.That(exit, Is.EqualTo(1));
        Assert.That(JsonNode.Parse(output)!.AsArray().Select(r => (string?)r!["outcome"]), Is.EqualTo(new[] { "refused", "compiled", "refused" }));
        Assert.That(error, Does.Contain("error MUD"));
    }

    [TestCase("compile")]
    [TestCase("diff FILE")]
    [TestCase("")]
    [TestCase("compile FILE --dialect tr181-9")]
    [TestCase("compile FILE --mode other")]
    [TestCase("compile FILE --host-ip 10.1")]
    [TestCase("compile FILE --lan 192.168.1.0")]
    [TestCase("compile FILE --controller x")]
    [TestCase("compile FILE --resolve @/nowhere")]
    [TestCase("compile FILE --bogus 1")]
    [TestCase("explain FILE")]
    public async Task Wrong_usage_is_exit_code_2(string line)
    {
        var file = await File(Content);
        var (exit, output, error) = await Run([.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w == "FILE" ? file : w)]);
        Assert.That((exit, output), Is.EqualTo((2, "")));
        Assert.That(error, Is.Not.Empty);
    }

    [Test]
    public async Task A_name_without_addresses_permits_nothing_and_is_reported()
    {
        var (exit, output, error) = await Run(["compile", await File(Content), "--json", "--resolve", "cloud.example="]);
        Assert.That(exit, Is.Zero);
        Assert.That(output, Does.Contain("unresolved-name"));
        Assert.That(error, Does.Contain("cloud.example has no address"));
    }

    private static async Task<(int Exit, string Output, string Error)> Run(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await MudCommand.RunAsync(args, output, error, CancellationToken.None);
        return (exit, output.ToString(), error.ToString());
    }

    private static async Task<string> File(string content)
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"mud-{Guid.NewGuid():N}.json");
        await System.IO.File.WriteAllTextAsync(path, content);
        return path;
    }
}
