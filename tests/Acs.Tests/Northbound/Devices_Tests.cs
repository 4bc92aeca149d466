using System.Net;
using System.Text.Json;
using Acs.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Acs.Tests.Northbound;

public sealed class Devices_Tests
{
    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await RunningServer.StartAsync();
        await _server.ArrangeAsync(db =>
        {
            db.Devices.Add(Given.Device("A-1", d => (d.Tags, d.SoftwareVersion, d.Subscriber) = (" vip north ", "1.9.0", "Smith")));
            db.Devices.Add(Given.Device("A 2", d => (d.Protocols, d.EndpointId, d.Convergence) = (Protocols.Usp | Protocols.Cwmp, "os::00D09E-A2", ConvergenceState.Faulted)));
            db.Devices.Add(Given.Device("Ä/3", d => (d.Status, d.LastContactAt) = (DeviceStatus.Quarantined, null)));
        });
        await _server.ArrangeAsync(db => db.Hosts.Add(new HostRow
        {
            DeviceId = db.Devices.Single(d => d.SerialNumber == "A 2").Id, Mac = "3c:71:bf:00:00:01", HostName = "lamp",
            Addresses = "192.168.1.20 fd00::20", FirstSeenAt = Given.Noon, LastSeenAt = Given.Noon, MudUrl = "https://lamp.example/mud",
        }));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task A_device_has_the_form_that_the_contract_names()
    {
        var (status, device) = await _server.GetAsync("devices/00D09E-Home%252DBox-A%252D1");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(device.GetProperty("id").GetString(), Is.EqualTo("00D09E-Home%2DBox-A%2D1"));
        Assert.That(device.GetProperty("oui").GetString(), Is.EqualTo("00D09E"));
        Assert.That(device.GetProperty("productClass").GetString(), Is.EqualTo("Home-Box"));
        Assert.That(device.GetProperty("serialNumber").GetString(), Is.EqualTo("A-1"));
        Assert.That(device.GetProperty("endpointId").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(device.GetProperty("manufacturer").GetString(), Is.EqualTo("Acme"));
        Assert.That(device.GetProperty("softwareVersion").GetString(), Is.EqualTo("1.9.0"));
        Assert.That(device.GetProperty("protocols").EnumerateArray().Select(p => p.GetString()), Is.EqualTo(new[] { "cwmp" }));
        Assert.That(device.GetProperty("status").GetString(), Is.EqualTo("active"));
        Assert.That(device.GetProperty("tags").EnumerateArray().Select(p => p.GetString()), Is.EqualTo(new[] { "vip", "north" }));
        Assert.That(device.GetProperty("lastContactAt").GetString(), Is.EqualTo("2026-05-01T12:00:00Z"));
        Assert.That(device.GetProperty("convergence").GetProperty("state").GetString(), Is.EqualTo("unmanaged"));
        Assert.That(device.GetProperty("convergence").GetProperty("since").GetString(), Is.EqualTo("2026-05-01T12:00:00Z"));
    }

    [TestCase("00D09E-Home%2DBox-A%2D1", "A-1", Description = "The id as it stands")]
    [TestCase("00D09E-Home-Box-A-1", "A-1", Description = "As clients send it that decode by themselves")]
    [TestCase("00D09E-Home%252DBox-A%252D1", "A-1", Description = "The id encoded again")]
    [TestCase("00D09E-Home%2DBox-A%202", "A 2")]
    [TestCase("00D09E-Home%252DBox-A%25202", "A 2")]
    [TestCase("00D09E-Home%2DBox-%C3%84%2F3", "Ä/3")]
    public async Task A_device_is_found_however_its_id_is_written_in_the_path(string path, string serial)
    {
        var (status, device) = await _server.GetAsync($"devices/{path}");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(device.GetProperty("serialNumber").GetString(), Is.EqualTo(serial));
    }

    [TestCase("", "A-1,A 2,Ä/3")]
    [TestCase("a-1", "A-1")]
    [TestCase("serial:A", "A-1,A 2")]
    [TestCase("tag:vip", "A-1")]
    [TestCase("tag:vi", "")]
    [TestCase("vip", "A-1")]
    [TestCase("smith OR usp", "A-1")]
    [TestCase("smith OR protocol:usp", "A-1,A 2")]
    [TestCase("NOT protocol:usp", "A-1,Ä/3")]
    [TestCase("protocol:cwmp status:active", "A-1,A 2")]
    [TestCase("(tag:vip OR status:quarantined) AND NOT subscriber:smith", "Ä/3")]
    [TestCase("version<1.10", "A-1", Description = "1.9 comes before 1.10")]
    [TestCase("version>1.9.0", "A 2,Ä/3")]
    [TestCase("3C-71-BF-00-00-01", "A 2")]
    [TestCase("mac:3c:71:bf", "A 2")]
    [TestCase("3c:71:bf:00:00:01", "A 2")]
    [TestCase("fd00::20", "A 2")]
    [TestCase("ip:192.168.1.20", "A 2")]
    [TestCase("192.168.1.2", "", Description = "An address is not a prefix of another")]
    [TestCase("host:lamp", "A 2")]
    [TestCase("mud:lamp.example", "A 2")]
    [TestCase("os::00D09E-A2", "A 2")]
    [TestCase("convergence:faulted", "A 2")]
    [TestCase("lastContact<2026-06-01", "A-1,A 2,Ä/3")]
    [TestCase("lastContact>2026-04-01", "A-1,A 2")]
    [TestCase("\"' OR 1=1 --\"", "")]
    [TestCase("%", "A-1,A 2,Ä/3", Description = "Every key has an encoded hyphen; a percent sign is itself, no wildcard")]
    [TestCase("serial:_", "")]
    public async Task The_search_finds(string search, string serials)
    {
        var (status, page) = await _server.GetAsync($"devices?search={Uri.EscapeDataString(search)}");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), page.ToString());
        Assert.That(string.Join(',', page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("serialNumber").GetString())), Is.EqualTo(serials));
    }

    [TestCase("colour:red")]
    [TestCase("(a")]
    [TestCase("a)")]
    [TestCase("tag<b")]
    [TestCase("a AND")]
    [TestCase("lastContact<soon")]
    [TestCase("\"open")]
    public async Task A_search_that_cannot_be_read_names_the_field(string search)
    {
        var (status, problem) = await _server.GetAsync($"devices?search={Uri.EscapeDataString(search)}");
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(problem.GetProperty("errors").TryGetProperty("search", out _), Is.True);
    }

    [Test]
    public async Task Pages_lead_through_the_whole_list_once()
    {
        var seen = new List<string?>();
        string? next = null;
        do
        {
            var (_, page) = await _server.GetAsync($"devices?limit=2{(next is null ? "" : $"&cursor={next}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("serialNumber").GetString()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        Assert.That(seen, Is.EqualTo(new[] { "A-1", "A 2", "Ä/3" }));
    }

    [TestCase("limit=0", "limit")]
    [TestCase("limit=x", "limit")]
    [TestCase("limit=100000", "limit")]
    [TestCase("cursor=%27", "cursor")]
    [TestCase("cursor=AAAA", "cursor")]
    public async Task A_wrong_page_names_its_field(string query, string field)
    {
        var (status, problem) = await _server.GetAsync($"devices?{query}");
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(problem.GetProperty("errors").TryGetProperty(field, out _), Is.True);
    }

    [Test]
    public async Task A_patch_changes_what_it_names_and_leaves_the_rest()
    {
        await _server.ArrangeAsync(db => db.Devices.Add(Given.Device("P1", d => d.Subscriber = "Jones")));
        var (status, device) = await _server.SendAsync(HttpMethod.Patch, "devices/00D09E-Home%252DBox-P1", new { tags = new[] { "lab", "lab", "a.b" }, timeZone = "Europe/Berlin" });
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(device.GetProperty("tags").EnumerateArray().Select(t => t.GetString()), Is.EqualTo(new[] { "lab", "a.b" }));
        Assert.That(device.GetProperty("timeZone").GetString(), Is.EqualTo("Europe/Berlin"));
        Assert.That(device.GetProperty("subscriber").GetString(), Is.EqualTo("Jones"));
        var events = await _server.ReadAsync(db => db.DeviceEvents.Where(e => e.Kind == "device.changed").Select(e => e.Text).ToListAsync());
        Assert.That(events, Has.Some.EqualTo("admin changed tags, time zone."));
        await _server.SendAsync(HttpMethod.Delete, "devices/00D09E-Home%252DBox-P1");
    }

    [TestCase("""{"tags":["two words"]}""", "tags")]
    [TestCase("""{"tags":"a"}""", "tags")]
    [TestCase("""{"timeZone":"Mars/Olympus"}""", "timeZone")]
    [TestCase("""{"subscriber":7}""", "subscriber")]
    [TestCase("""{"status":"active"}""", "status")]
    [TestCase("""[]""", "$")]
    [TestCase("""{"tags":""", "$")]
    public async Task A_wrong_patch_names_its_field(string body, string field)
    {
        using var content = new StringContent(body);
        using var response = await _server.Api.PatchAsync("devices/00D09E-Home%252DBox-A%252D1", content);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.That(problem.RootElement.GetProperty("errors").EnumerateObject().Select(e => e.Name), Does.Contain(field));
    }

    [Test]
    public async Task A_device_that_is_deleted_is_gone_with_its_hosts()
    {
        await _server.ArrangeAsync(db => db.Devices.Add(Given.Device("GONE")));
        var id = await _server.ReadAsync(db => db.Devices.Where(d => d.SerialNumber == "GONE").Select(d => d.Id).SingleAsync());
        await _server.ArrangeAsync(db => db.Hosts.Add(new HostRow { DeviceId = id, Mac = "02:00:00:00:00:09", FirstSeenAt = Given.Noon, LastSeenAt = Given.Noon }));
        var (status, _) = await _server.SendAsync(HttpMethod.Delete, "devices/00D09E-Home%252DBox-GONE");
        Assert.That(status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await _server.GetAsync("devices/00D09E-Home%252DBox-GONE")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await _server.ReadAsync(db => db.Hosts.AnyAsync(h => h.DeviceId == id)), Is.False);
        Assert.That((await _server.SendAsync(HttpMethod.Delete, "devices/00D09E-Home%252DBox-GONE")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Approval_releases_from_quarantine()
    {
        await _server.ArrangeAsync(db => db.Devices.Add(Given.Device("Q1", d => d.Status = DeviceStatus.Quarantined)));
        var order = await _server.SendAsync(HttpMethod.Post, "devices/00D09E-Home%252DBox-Q1/operations", new { type = "reboot" });
        Assert.That(order.Status, Is.EqualTo(HttpStatusCode.Conflict));
        var (status, device) = await _server.SendAsync(HttpMethod.Post, "devices/00D09E-Home%252DBox-Q1/approve");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(device.GetProperty("status").GetString(), Is.EqualTo("active"));
        await _server.SendAsync(HttpMethod.Delete, "devices/00D09E-Home%252DBox-Q1");
    }

    [Test]
    public async Task Hosts_and_their_mud_state_are_listed_and_set()
    {
        var (_, list) = await _server.GetAsync("devices/00D09E-Home%252DBox-A%25202/hosts");
        var host = list.GetProperty("items")[0];
        Assert.That(host.GetProperty("mac").GetString(), Is.EqualTo("3c:71:bf:00:00:01"));
        Assert.That(host.GetProperty("addresses").GetArrayLength(), Is.EqualTo(2));
        var (status, changed) = await _server.SendAsync(HttpMethod.Put, "devices/00D09E-Home%252DBox-A%25202/hosts/3C:71:BF:00:00:01/mud", new { mode = "observe" });
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), changed.ToString());
        Assert.That(changed.GetProperty("mud").GetProperty("mode").GetString(), Is.EqualTo("observe"));
        Assert.That(changed.GetProperty("mud").GetProperty("url").GetString(), Is.EqualTo("https://lamp.example/mud"));
    }

    [TestCase("""{"url":"http://lamp.example/mud"}""", "url")]
    [TestCase("""{"url":"https://user@lamp.example/mud"}""", "url")]
    [TestCase("""{"mode":"1"}""", "mode")]
    [TestCase("""{"mode":"block"}""", "mode")]
    [TestCase("{}", "mode")]
    public async Task A_wrong_mud_setting_names_its_field(string body, string field)
    {
        using var content = new StringContent(body);
        using var response = await _server.Api.PutAsync("devices/00D09E-Home%252DBox-A%25202/hosts/3c:71:bf:00:00:01/mud", content);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.That(problem.RootElement.GetProperty("errors").EnumerateObject().Select(e => e.Name), Does.Contain(field));
    }

    [Test]
    public async Task Why_tells_facts_with_times()
    {
        var (status, facts) = await _server.GetAsync("devices/00D09E-Home%2DBox-%C3%84%2F3/why");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(facts.EnumerateArray().Select(f => f.GetProperty("about").GetString()), Is.SupersetOf(new[] { "enrolment", "contact", "convergence" }));
    }

    [TestCase("devices/x-y-z")]
    [TestCase("devices/not%20an%20id")]
    [TestCase("devices/x-y-z/hosts")]
    [TestCase("devices/x-y-z/firewall")]
    [TestCase("devices/x-y-z/parameters")]
    [TestCase("devices/x-y-z/why")]
    [TestCase("operations/00000000-0000-0000-0000-000000000000")]
    [TestCase("operations/x")]
    [TestCase("no-such-route")]
    public async Task What_is_not_there_is_a_problem_with_404(string path)
    {
        using var response = await _server.Api.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }
}
