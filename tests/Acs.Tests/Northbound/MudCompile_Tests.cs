using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Acs.Tests.Hosting;

namespace Acs.Tests.Northbound;

/// <summary>POST /api/v1/mud/compile: the command line's compilation over HTTP.</summary>
public sealed class MudCompile_Tests
{
    private const string Mud = """
        {
          "ietf-mud:mud": { "mud-version": 1, "mud-url": "https://maker.example/lamp", "last-update": "2026-01-02T03:04:05+00:00", "is-supported": true, "systeminfo": "lamp",
            "from-device-policy": { "access-lists": { "access-list": [ { "name": "fr" } ] } }, "to-device-policy": { "access-lists": { "access-list": [] } } },
          "ietf-access-control-list:acls": { "acl": [ { "name": "fr", "type": "ipv4-acl-type", "aces": { "ace": [
            { "name": "cloud", "matches": { "ipv4": { "destination-ipv4-network": "203.0.113.0/24", "protocol": 6 }, "tcp": { "destination-port": { "operator": "eq", "port": 443 } } },
              "actions": { "forwarding": "accept" } } ] } } ] }
        }
        """;

    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await RunningServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task The_layers_are_in_the_rules_and_the_proof_agrees()
    {
        var plain = await CompileAsync("hostIp=192.168.1.20&prove=true");
        var layered = await CompileAsync("hostIp=192.168.1.20&prove=true&isp=block to 203.0.113.9&subscriber=allow to 198.51.100.1 udp 53");
        Assert.That((string?)plain.GetProperty("proof").GetProperty("outcome").GetString(), Is.EqualTo("equal"));
        Assert.That(layered.GetProperty("proof").GetProperty("outcome").GetString(), Is.EqualTo("equal"));
        var values = layered.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("value").GetString()).ToList();
        Assert.That(values, Does.Contain("203.0.113.9").Or.Contain("203.0.113.9/32"));
        Assert.That(layered.GetProperty("rules").GetInt32(), Is.GreaterThan(plain.GetProperty("rules").GetInt32()));
    }

    [TestCase("isp=block any", "isp")]
    [TestCase("subscriber=allow to any tcp 0-99999", "subscriber")]
    [TestCase("prove=perhaps", "prove")]
    [TestCase("dialect=none", "dialect")]
    public async Task A_wrong_option_is_named(string query, string member)
    {
        using var response = await _server.Api.PostAsync(new Uri($"mud/compile?{query}", UriKind.Relative), new StringContent(Mud, Encoding.UTF8, "application/mud+json"));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((response.StatusCode, problem.GetProperty("errors").EnumerateObject().Single().Name), Is.EqualTo((HttpStatusCode.BadRequest, member)));
    }

    private async Task<JsonElement> CompileAsync(string query)
    {
        using var response = await _server.Api.PostAsync(new Uri($"mud/compile?{query}", UriKind.Relative), new StringContent(Mud, Encoding.UTF8, "application/mud+json"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return JsonSerializer.Deserialize<JsonElement>(text)[0];
    }
}
