using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acs.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Mud.Composition;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Proposals;

namespace Acs.Tests.Northbound;

/// <summary>Outsiders warn over the real interface: each within its scope, nothing holds without a person, everything ends, and a competitor's things are out of reach.</summary>
internal sealed class Warnings_Tests
{
    private const string Eye = "https://argus.test/mud/eye.json";
    private const string Bulb = "https://bulbco.test/mud/bulb.json";

    private static readonly object Flow = new { peer = "203.0.113.66", protocol = "tcp", port = 23 };

    private RunningServer _server = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await RunningServer.StartAsync("--Acs:Warnings:HostsPerDay=3");
        await _server.ArrangeAsync(db =>
        {
            db.Devices.AddRange(Given.Device("ONE"), Given.Device("TWO"));
            db.MudFiles.AddRange(File(Eye, "Argus Home", "Eye 2"), File(Bulb, "Bulbco", "Lumen"));
        });
        var devices = await _server.ReadAsync(db => db.Devices.Select(d => d.Id).ToListAsync());
        await _server.ArrangeAsync(db => db.Hosts.AddRange(devices.SelectMany(d => ((string Mac, string Url)[])[("02:00:00:00:00:01", Eye), ("02:00:00:00:00:02", Bulb)], (d, h) => (Device: d, h.Mac, h.Url))
            .Select(h => new HostRow { DeviceId = h.Device, Mac = h.Mac, MudUrl = h.Url, FirstSeenAt = Given.Noon, LastSeenAt = Given.Noon, Mode = MudMode.Enforce })));
    }

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task A_maker_warns_of_its_own_model_and_a_person_makes_it_a_rule_with_an_end()
    {
        using var argus = await SourceAsync("Argus PSIRT", "authority:argus.test", "block-flow");
        var (id, proposal) = await ProposedAsync(argus, Advisory("A-1", "1", "Argus Home", "Eye 2"));
        Assert.That((proposal.GetProperty("mudUrl").GetString(), proposal.GetProperty("state").GetString(), proposal.GetProperty("hosts").GetInt32()), Is.EqualTo((Eye, "open", 2)));
        Assert.That(await _server.ReadAsync(db => db.PolicyEntries.CountAsync()), Is.Zero, "a warning enforces nothing");

        var path = $"warnings/{id}/proposals/{proposal.GetProperty("id").GetString()}";
        var (late, _) = await _server.SendAsync(HttpMethod.Post, $"{path}/accept", new { endsAt = "2199-01-01T00:00:00Z" });
        Assert.That(late, Is.EqualTo(HttpStatusCode.Conflict), "beyond what its source may have");
        var (more, _) = await _server.SendAsync(HttpMethod.Post, $"{path}/accept", new { flows = new[] { new { peer = "any", protocol = "udp" } } });
        Assert.That(more, Is.EqualTo(HttpStatusCode.Conflict), "more than the warning names");
        var (status, accepted) = await _server.SendAsync(HttpMethod.Post, $"{path}/accept", new { reason = "seen in our network too" });
        Assert.That((status, accepted.GetProperty("state").GetString()), Is.EqualTo((HttpStatusCode.OK, "accepted")));
        var entry = await _server.ReadAsync(db => db.PolicyEntries.SingleAsync());
        Assert.That((entry.Layer, entry.MudUrl, entry.Accept, entry.Peer, entry.Protocol, entry.FirstPort, entry.LastPort, entry.Author),
            Is.EqualTo((PolicyLayer.Isp, Eye, false, "203.0.113.66", 6, 23, 23, "admin")));
        Assert.That(entry.EndsAt, Is.GreaterThan(entry.At).And.LessThanOrEqualTo(entry.At.AddHours(168)));
        Assert.That(entry.Reason, Does.Contain("Argus PSIRT").And.Contain(id));
        var (_, home) = await _server.GetAsync("devices/00D09E-Home%252DBox-ONE/warnings");
        Assert.That(home.GetProperty("items").EnumerateArray().Select(w => (w.GetProperty("mac").GetString(), w.GetProperty("proposal").GetString())), Is.EqualTo([("02:00:00:00:00:01", "accepted")]));
        Assert.That(await _server.ReadAsync(db => db.DeviceEvents.Where(e => e.Kind.StartsWith("warning.")).Select(e => e.Kind).ToListAsync()),
            Is.SupersetOf(new[] { "warning.source", "warning.received", "warning.proposal", "warning.accepted" }));

        var (_, appeal) = await SendAsync(argus, $"{path}/appeal", new { text = "We fixed that on our side." });
        Assert.That((await _server.GetAsync($"warnings/{id}")).Body.GetProperty("warning").GetProperty("appeals").GetInt32(), Is.EqualTo(1), "it waits for a person");
        await _server.SendAsync(HttpMethod.Post, $"{path}/appeals/{appeal.GetProperty("id").GetString()}/decide", new { accept = true, reason = "It is." });
        Assert.That((await _server.ReadAsync(db => db.PolicyEntries.SingleAsync())).EndedBy, Is.EqualTo("admin"));
        var ended = (await _server.GetAsync($"warnings/{id}")).Body.GetProperty("proposals")[0];
        Assert.That((ended.GetProperty("state").GetString(), ended.GetProperty("appeals")[0].GetProperty("accepted").GetBoolean()), Is.EqualTo(("ended", true)));
    }

    [Test]
    public async Task A_maker_cannot_touch_a_competitors_model_nor_object_in_its_place()
    {
        using var argus = await SourceAsync("Argus PSIRT", "authority:argus.test", "block-flow", "isolate");
        var (status, receipt) = await SendAsync(argus, "warnings/advisories", new { advisory = Advisory("A-2", "1", "Bulbco", "Lumen"), flows = new[] { Flow, new { peer = "any" } } });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
        var (_, warning) = await _server.GetAsync($"warnings/{receipt.GetProperty("id").GetString()}");
        Assert.That(warning.GetProperty("warning").GetProperty("state").GetString(), Is.EqualTo("outofscope"));
        Assert.That(warning.GetProperty("models").EnumerateArray().Select(m => (m.GetProperty("mudUrl").GetString(), m.GetProperty("inScope").GetBoolean())), Is.EqualTo([(Bulb, false)]), "kept as evidence");
        Assert.That(warning.GetProperty("proposals").GetArrayLength(), Is.Zero);

        using var cert = await SourceAsync("CERT", "all", "block-flow");
        var (id, proposal) = await ProposedAsync(cert, Advisory("C-1", "1", "Bulbco", "Lumen"));
        var (refused, _) = await SendAsync(argus, $"warnings/{id}/proposals/{proposal.GetProperty("id").GetString()}/appeal", new { text = "No." });
        Assert.That(refused, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_sources_key_is_good_for_warnings_only_and_dies_with_the_source()
    {
        using var argus = await SourceAsync("Argus PSIRT", "all", "block-flow");
        foreach (var path in (string[])["devices", "warnings", "warnings/sources", "events"])
        {
            Assert.That((await argus.GetAsync(new Uri(path, UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), path);
        }

        var (id, proposal) = await ProposedAsync(argus, Advisory("A-3", "1", "Argus Home", "Eye 2"));
        Assert.That((await SendAsync(argus, $"warnings/{id}/proposals/{proposal.GetProperty("id").GetString()}/accept", new { })).Status, Is.EqualTo(HttpStatusCode.Unauthorized), "who warns does not decide");
        var source = (await _server.GetAsync("warnings/sources")).Body.GetProperty("items")[0].GetProperty("id").GetString();
        Assert.That((await _server.SendAsync(HttpMethod.Delete, $"warnings/sources/{source}")).Status, Is.EqualTo(HttpStatusCode.Conflict), "what it said keeps its author");
        await _server.SendAsync(HttpMethod.Patch, $"warnings/sources/{source}", new { enabled = false });
        Assert.That((await SendAsync(argus, "warnings/advisories", new { advisory = Advisory("A-4", "1", "Argus Home", "Eye 2") })).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_newer_version_replaces_an_older_one_is_refused_and_what_cannot_be_read_is_named()
    {
        using var argus = await SourceAsync("Argus PSIRT", "all", "block-flow");
        var (id, _) = await ProposedAsync(argus, Advisory("A-5", "2", "Argus Home", "Eye 2"));
        Assert.That((await SendAsync(argus, "warnings/advisories", Advisory("A-5", "1", "Argus Home", "Eye 2"))).Status, Is.EqualTo(HttpStatusCode.Conflict));
        var gone = Advisory("A-5", "3", "Argus Home", "Eye 2");
        gone["vulnerabilities"]![0]!["product_status"] = JsonNode.Parse("""{ "known_not_affected": [ "P" ] }""");
        Assert.That((await SendAsync(argus, "warnings/advisories", gone)).Body.GetProperty("id").GetString(), Is.EqualTo(id));
        var (_, warning) = await _server.GetAsync($"warnings/{id}");
        Assert.That((warning.GetProperty("models")[0].GetProperty("status").GetString(), warning.GetProperty("proposals")[0].GetProperty("state").GetString()), Is.EqualTo(("notaffected", "withdrawn")));

        var broken = Advisory("A-6", "1", "Argus Home", "Eye 2");
        broken["document"]!["tracking"]!.AsObject().Remove("id");
        var (status, problem) = await SendAsync(argus, "warnings/advisories", broken);
        Assert.That(status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(problem.GetProperty("errors").EnumerateObject().Select(e => e.Name), Is.EqualTo(["$.document.tracking.id"]));
    }

    [Test]
    public async Task In_a_day_a_source_reaches_so_many_hosts_and_no_more()
    {
        using var cert = await SourceAsync("CERT", "all", "block-flow");
        var (_, first) = await ProposedAsync(cert, Advisory("C-2", "1", "Argus Home", "Eye 2"));
        var (id, second) = await ProposedAsync(cert, Advisory("C-3", "1", "Bulbco", "Lumen"));
        Assert.That((first.GetProperty("state").GetString(), second.GetProperty("state").GetString()), Is.EqualTo(("open", "held")), "two of three, and two more");
        Assert.That((await _server.SendAsync(HttpMethod.Post, $"warnings/{id}/proposals/{second.GetProperty("id").GetString()}/accept", new { })).Status, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task A_gateways_own_flaw_is_shown_and_nothing_is_proposed_for_it()
    {
        using var acme = await SourceAsync("Acme PSIRT", "manufacturer:Acme", "block-flow");
        var advisory = Advisory("G-1", "1", "Acme", "HB-1");
        advisory["product_tree"]!["branches"]![0]!["branches"]![0] = JsonNode.Parse("""
            { "category": "product_name", "name": "HB-1", "branches": [ { "category": "product_version_range", "name": "vers:generic/<1.11", "product": { "product_id": "P", "name": "Acme HB-1 before 1.11" } } ] }
            """);
        await SendAsync(acme, "warnings/advisories", new { advisory, flows = new[] { Flow } });
        var home = (await _server.GetAsync("devices/00D09E-Home%252DBox-ONE/warnings")).Body.GetProperty("items").EnumerateArray().Single();
        Assert.That((home.GetProperty("mac").ValueKind, home.GetProperty("status").GetString(), home.GetProperty("proposal").ValueKind), Is.EqualTo((JsonValueKind.Null, "affected", JsonValueKind.Null)));
        Assert.That(home.GetProperty("reason").GetString(), Does.Contain("1.10.0"));
        var model = (await _server.GetAsync($"warnings/{home.GetProperty("warning").GetString()}")).Body.GetProperty("models")[0];
        Assert.That((model.GetProperty("productClass").GetString(), model.GetProperty("count").GetInt32()), Is.EqualTo(("Home-Box", 2)));
    }

    [Test]
    public async Task A_model_that_comes_later_is_held_against_what_was_said_before()
    {
        using var cert = await SourceAsync("CERT", "all", "block-flow");
        var (_, receipt) = await SendAsync(cert, "warnings/advisories", new { advisory = Advisory("C-9", "1", "Papyrus", "Jet"), flows = new[] { Flow } });
        var path = $"warnings/{receipt.GetProperty("id").GetString()}";
        Assert.That((await _server.GetAsync(path)).Body.GetProperty("models").GetArrayLength(), Is.Zero);
        const string jet = "https://papyrus.test/mud/jet.json";
        var device = await _server.ReadAsync(db => db.Devices.Select(d => d.Id).FirstAsync());
        await _server.ArrangeAsync(db =>
        {
            db.MudFiles.Add(File(jet, "Papyrus", "Jet"));
            db.Hosts.Add(new HostRow { DeviceId = device, Mac = "02:00:00:00:00:03", MudUrl = jet, FirstSeenAt = Given.Noon, LastSeenAt = Given.Noon, Mode = MudMode.Enforce });
        });
        await SendAsync(cert, "warnings/advisories", new { advisory = Advisory("C-10", "1", "Nobody", "Nothing") });
        Assert.That((await _server.GetAsync(path)).Body.GetProperty("proposals").EnumerateArray().Select(p => p.GetProperty("mudUrl").GetString()), Is.EqualTo([jet]));
    }

    [Test]
    public async Task A_host_that_is_known_by_its_name_only_is_proposed_with_low_confidence_and_only_by_who_may_speak_about_everything()
    {
        var device = await _server.ReadAsync(db => db.Devices.Select(d => d.Id).FirstAsync());
        await _server.ArrangeAsync(db => db.Hosts.AddRange(
            Named("02:00:00:00:00:08", "Jet-Printer-study"), Named("02:00:00:00:00:09", "jet-lag"), Named("02:00:00:00:00:0a", null)));
        using var maker = await SourceAsync("Papyrus PSIRT", "manufacturer:Papyrus", "block-flow");
        await SendAsync(maker, "warnings/advisories", new { advisory = Advisory("N-1", "1", "Papyrus", "Jetprinter"), flows = new[] { Flow } });
        Assert.That(await _server.ReadAsync(db => db.WarningProposals.CountAsync()), Is.Zero, "whose the thing is, its name does not say");
        using var cert = await SourceAsync("CERT", "all", "block-flow");
        await SendAsync(cert, "warnings/advisories", new { advisory = Advisory("N-2", "1", "Papyrus", "Jetprinter"), flows = new[] { Flow } });

        var proposal = await _server.ReadAsync(db => db.WarningProposals.SingleAsync());
        Assert.That((proposal.DeviceId, proposal.Mac, proposal.Possible, proposal.State), Is.EqualTo(((long?)device, "02:00:00:00:00:08", true, ProposalState.Open)));
        Assert.That(proposal.Reason, Does.StartWith("Low confidence").And.Contain("its host name Jet-Printer-study"));
        Assert.That(await _server.ReadAsync(db => db.PolicyEntries.CountAsync()), Is.Zero);
        var home = (await _server.GetAsync("devices/00D09E-Home%252DBox-ONE/warnings")).Body.GetProperty("items").EnumerateArray().Single();
        Assert.That((home.GetProperty("mac").GetString(), home.GetProperty("confidence").GetString()), Is.EqualTo(("02:00:00:00:00:08", "guess")));

        HostRow Named(string mac, string? name) => new() { DeviceId = device, Mac = mac, HostName = name, FirstSeenAt = Given.Noon, LastSeenAt = Given.Noon, Mode = MudMode.Enforce };
    }

    [TestCase("{}", "name", "kind", "scopes")]
    [TestCase("""{"name":"x","kind":"rumour","scopes":["all"]}""", "kind")]
    [TestCase("""{"name":"x","kind":"api","scopes":["https://x"],"mayAsk":["destroy"],"maxLifetimeHours":0}""", "scopes", "mayAsk", "maxLifetimeHours")]
    [TestCase("""{"name":"x","kind":"api","scopes":["all"],"metadataUrl":"https://x/provider-metadata.json"}""", "metadataUrl")]
    public async Task A_source_that_makes_no_sense_is_refused_by_member(string body, params string[] members)
    {
        var (status, problem) = await _server.SendAsync(HttpMethod.Post, "warnings/sources", JsonSerializer.Deserialize<JsonElement>(body));
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(problem.GetProperty("errors").EnumerateObject().Select(e => e.Name), Is.EquivalentTo(members));
    }

    private async Task<HttpClient> SourceAsync(string name, string scope, params string[] mayAsk)
    {
        var (status, source) = await _server.SendAsync(HttpMethod.Post, "warnings/sources", new { name, kind = "api", scopes = new[] { scope }, mayAsk });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), source.ToString());
        var (_, keyed) = await _server.SendAsync(HttpMethod.Post, $"warnings/sources/{source.GetProperty("id").GetString()}/key");
        var client = new HttpClient { BaseAddress = _server.Api.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", keyed.GetProperty("key").GetString());
        return client;
    }

    private async Task<(string Id, JsonElement Proposal)> ProposedAsync(HttpClient source, JsonNode advisory)
    {
        var (status, receipt) = await SendAsync(source, "warnings/advisories", new { advisory, flows = new[] { Flow } });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), receipt.ToString());
        var id = receipt.GetProperty("id").GetString()!;
        var (_, warning) = await _server.GetAsync($"warnings/{id}");
        Assert.That(warning.GetProperty("proposals").GetArrayLength(), Is.EqualTo(1), warning.ToString());
        return (id, warning.GetProperty("proposals")[0]);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(text.Length == 0 ? "null" : text));
    }

    private static JsonNode Advisory(string id, string version, string vendor, string model) => JsonNode.Parse($$"""
        { "document": { "category": "csaf_security_advisory", "csaf_version": "2.0", "title": "{{model}} answers telnet",
            "publisher": { "category": "vendor", "name": "PSIRT", "namespace": "https://psirt.example" },
            "tracking": { "id": "{{id}}", "version": "{{version}}", "status": "final", "initial_release_date": "2026-05-01T08:00:00Z", "current_release_date": "2026-05-02T08:00:00Z",
              "revision_history": [ { "number": "{{version}}", "date": "2026-05-02T08:00:00Z", "summary": "So." } ] } },
          "product_tree": { "branches": [ { "category": "vendor", "name": "{{vendor}}", "branches": [ { "category": "product_name", "name": "{{model}}",
            "product": { "product_id": "P", "name": "{{vendor}} {{model}}", "product_identification_helper": { "model_numbers": [ "{{model}}" ] } } } ] } ] },
          "vulnerabilities": [ { "cve": "CVE-2026-0002", "product_status": { "known_affected": [ "P" ] } } ] }
        """)!;

    private static MudFileRow File(string url, string maker, string model) => new()
    {
        Url = url, State = MudFileState.Good,
        Content = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["ietf-mud:mud"] = JsonNode.Parse($$"""
                { "mud-version": 1, "mud-url": "{{url}}", "last-update": "2026-01-01T00:00:00Z", "is-supported": true, "systeminfo": "{{maker}} {{model}}", "cache-validity": 48,
                  "mfg-name": "{{maker}}", "model-name": "{{model}}", "from-device-policy": { "access-lists": { "access-list": [ { "name": "out" } ] } } }
                """)!,
            ["ietf-access-control-list:acls"] = JsonNode.Parse("""
                { "acl": [ { "name": "out", "type": "ipv4-acl-type", "aces": { "ace": [ { "name": "cloud",
                    "matches": { "ipv4": { "destination-ipv4-network": "203.0.113.0/24" } }, "actions": { "forwarding": "accept" } } ] } } ] }
                """)!,
        }),
    };
}
