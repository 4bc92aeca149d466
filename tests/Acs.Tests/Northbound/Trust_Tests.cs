using System.Net;
using System.Text.Json;
using Acs.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Northbound;

/// <summary><c>/devices/{id}/trust</c>.</summary>
public sealed class Trust_Tests
{
    private const string Roles = "Device.LocalAgent.ControllerTrust.Role.";

    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await RunningServer.StartAsync();
        await _server.ArrangeAsync(db =>
        {
            db.Devices.Add(Given.Device("CWMP"));
            db.Devices.Add(Given.Device("SILENT", d => (d.Protocols, d.EndpointId) = (Protocols.Usp, "os::00D09E-SILENT")));
            db.Devices.Add(Given.Device("USP", d => (d.Protocols, d.EndpointId) = (Protocols.Usp, "os::00D09E-USP")));
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task A_gateway_without_USP_has_none_and_one_that_is_not_there_is_not_found()
    {
        Assert.That((await _server.GetAsync("devices/00D09E-Home%2DBox-CWMP/trust")).Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await _server.GetAsync("devices/00D09E-Home%2DBox-NOBODY/trust")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task An_agent_that_has_told_nothing_is_said_to_be_unknown()
    {
        var (status, trust) = await _server.GetAsync("devices/00D09E-Home%2DBox-SILENT/trust");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(trust.GetProperty("unknown").GetString(), Does.Contain("does not show this server's row"));
        Assert.That(trust.GetProperty("readAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(trust.GetProperty("needs").EnumerateArray().Select(n => n.GetProperty("state").GetString()), Is.All.EqualTo("unknown"));
    }

    [Test]
    public async Task Roles_permissions_and_needs_are_shown_with_what_is_missing()
    {
        await ReportAsync();
        var (status, trust) = await _server.GetAsync("devices/00D09E-Home%2DBox-USP/trust");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        var role = trust.GetProperty("roles").EnumerateArray().Single();
        Assert.That((role.GetProperty("name").GetString(), role.GetProperty("assigned").GetBoolean(), role.GetProperty("inherited").GetBoolean()), Is.EqualTo(("Guest", true, false)));
        Assert.That(role.GetProperty("permissions")[0].GetProperty("targets")[0].GetString(), Is.EqualTo("Device.Hosts."), "the higher order first");
        var hosts = trust.GetProperty("needs").EnumerateArray().First(n => n.GetProperty("feature").GetString() == "Hosts");
        Assert.That(hosts.GetProperty("state").GetString(), Is.EqualTo("missing"));
        Assert.That(hosts.GetProperty("missing").GetProperty("Device.Hosts.").GetString(), Does.StartWith("read"));
        Assert.That(hosts.GetProperty("text").GetString(), Does.StartWith("Role 'Guest' gives no read"));
        Assert.That(trust.GetProperty("challenges")[0].GetProperty("description").GetString(), Is.EqualTo("Full access"));
    }

    [Test]
    public async Task An_answer_to_a_challenge_is_ordered_and_its_secret_lies_nowhere_in_the_clear()
    {
        await ReportAsync();
        var (requested, challenge) = await PostAsync("devices/00D09E-Home%2DBox-USP/trust/challenge", "{}");
        Assert.That(requested, Is.EqualTo(HttpStatusCode.Accepted), challenge.ToString());
        var (status, operation) = await PostAsync("devices/00D09E-Home%2DBox-USP/trust/response", """{ "challengeId": "c-1", "value": "open sesame" }""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.Accepted), operation.ToString());
        var id = operation.GetProperty("id").GetGuid();
        var stored = await _server.ReadAsync(db => db.Operations.Where(o => o.Id == id).Select(o => o.Request).SingleAsync());
        Assert.That(stored, Does.Contain("ChallengeResponse()").And.Contain("c-1"));
        Assert.That(stored, Does.Not.Contain("open sesame").And.Not.Contain(Convert.ToBase64String("open sesame"u8)));
    }

    [TestCase("challenge", """{ "challenge": "Device.Users.User.1." }""", "challenge")]
    [TestCase("response", """{ "value": "x" }""", "challengeId")]
    [TestCase("response", """{ "challengeId": "c-1" }""", "value")]
    [TestCase("role", """{ "roles": ["Device.LocalAgent.Controller.1"] }""", "roles")]
    [TestCase("role", "{}", "roles")]
    public async Task What_is_wrong_is_named_by_its_field(string act, string body, string field)
    {
        await ReportAsync();
        var (status, problem) = await PostAsync($"devices/00D09E-Home%2DBox-USP/trust/{act}", body);
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest), problem.ToString());
        Assert.That(problem.GetProperty("errors").EnumerateObject().Select(e => e.Name), Is.EqualTo(new[] { field }));
    }

    /// <summary>An agent comes and tells its LocalAgent.</summary>
    private async Task ReportAsync()
    {
        var contact = new Contact(
            new DeviceIdentity(new DeviceId("00D09E", "Home-Box", "USP"), EndpointId: "os::00D09E-USP"), Protocols.Usp, ContactTrust.Device, [ContactEvent.Boot],
            [
                new("Device.LocalAgent.Controller.1.EndpointID", "proto::acs"), new("Device.LocalAgent.Controller.1.AssignedRole", Roles + "2"),
                new(Roles + "2.Name", "Guest"), new(Roles + "2.Enable", "true"),
                new(Roles + "2.Permission.1.Enable", "true"), new(Roles + "2.Permission.1.Order", "1"), new(Roles + "2.Permission.1.Targets", "Device."),
                new(Roles + "2.Permission.1.Param", "r---"), new(Roles + "2.Permission.1.Obj", "r---"),
                new(Roles + "2.Permission.2.Enable", "true"), new(Roles + "2.Permission.2.Order", "2"), new(Roles + "2.Permission.2.Targets", "Device.Hosts."),
                new(Roles + "2.Permission.2.Param", "----"), new(Roles + "2.Permission.2.Obj", "----"),
                new("Device.LocalAgent.ControllerTrust.Challenge.1.Description", "Full access"),
            ],
            TimeProvider.System.GetUtcNow());
        var opened = await _server.Server.Services.GetRequiredService<IConversations>().OpenAsync(contact, CancellationToken.None);
        await ((ConversationResult.Opened)opened).Conversation.DisposeAsync();
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string body) =>
        _server.SendAsync(HttpMethod.Post, path, JsonSerializer.Deserialize<JsonElement>(body));
}
