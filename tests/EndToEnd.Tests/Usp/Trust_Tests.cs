using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using Microsoft.EntityFrameworkCore;

namespace EndToEnd.Tests.Usp;

/// <summary>An agent that does not trust this server, over MQTT: what it refuses is explained, a challenge is answered, and then it does as it is told.</summary>
[TestFixture]
internal sealed class Trust_Tests
{
    private const string Passphrase = "correct horse battery staple";

    private TestAcs _acs = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _acs = await TestAcs.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _acs.DisposeAsync();

    [Test]
    public async Task A_refusal_names_the_right_and_is_gone_when_the_challenge_is_answered()
    {
        await using var gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "WARY", ChallengeAnswer = Passphrase });
        var device = $"devices/{Uri.EscapeDataString(gateway.Id)}";
        await KnowsAsync(device, "Untrusted");
        Assert.That(await StateAsync(device, "Device.Hosts."), Is.EqualTo("missing"));
        Assert.That(await StateAsync(device, "Device.Firewall."), Is.EqualTo("granted"));
        Assert.That(await HasAsync(gateway.Id, "Device.Hosts."), Is.False, "what may not be read is not in the supported data model");

        var reboot = await OrderAsync($"{device}/operations", new { type = "reboot" });
        Assert.That(reboot.GetProperty("fault").GetProperty("code").GetString(), Is.EqualTo("7006"));
        Assert.That(reboot.GetProperty("fault").GetProperty("text").GetString(), Is.EqualTo("Permission denied: role 'Untrusted' gives no operate on Device.Reboot()."));

        var requested = await OrderAsync($"{device}/trust/challenge", new { });
        Assert.That(requested.GetProperty("state").GetString(), Is.EqualTo("succeeded"), requested.ToString());
        var challenge = requested.GetProperty("result").GetProperty("ChallengeID").GetString();

        var wrong = await OrderAsync($"{device}/trust/response", new { challengeId = challenge, value = "swordfish" });
        Assert.That(wrong.GetProperty("fault").GetProperty("code").GetString(), Is.EqualTo("7022"), wrong.ToString());
        await KnowsAsync(device, "Untrusted");

        var right = await OrderAsync($"{device}/trust/response", new { challengeId = challenge, value = Passphrase });
        Assert.That(right.GetProperty("state").GetString(), Is.EqualTo("succeeded"), right.ToString());
        await KnowsAsync(device, "FullAccess");
        Assert.That(await StateAsync(device, "Device.Hosts."), Is.EqualTo("granted"));
        await Eventually.TrueAsync(() => HasAsync(gateway.Id, "Device.Hosts."), "it is asked again what it has", () => _acs.StoryAsync(gateway.Id));

        reboot = await OrderAsync($"{device}/operations", new { type = "reboot" });
        Assert.That(reboot.GetProperty("state").GetString(), Is.EqualTo("succeeded"), reboot.ToString());
        Assert.That((await _acs.EventsAsync(gateway.Id)).Select(e => e.GetProperty("kind").GetString()), Does.Contain("device.trust"));

        var stored = await _acs.QueryAsync(db => db.Operations.Select(o => o.Request + o.Result + o.Fault).ToListAsync());
        var secret = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Passphrase));
        Assert.That(stored, Has.None.Contains(Passphrase).And.None.Contains(secret));
    }

    [Test]
    public async Task A_role_that_somebody_else_assigns_is_heard_of()
    {
        await using var gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions
        {
            SerialNumber = "ELEVATED", ChallengeAnswer = Passphrase, ValueChangePolling = TimeSpan.FromSeconds(1),
        });
        var device = $"devices/{Uri.EscapeDataString(gateway.Id)}";
        await KnowsAsync(device, "Untrusted");
        await Eventually.TrueAsync(
            () => Task.FromResult(gateway.Gateway.Model.Read("Device.LocalAgent.Subscription.").Any(p => p.Value == "acs-role")), "the subscription is there");
        gateway.Gateway.Model.Write("Device.LocalAgent.Controller.1.AssignedRole", "Device.LocalAgent.ControllerTrust.Role.1");
        await KnowsAsync(device, "FullAccess");
        await Eventually.TrueAsync(() => HasAsync(gateway.Id, "Device.Hosts."), "it is asked again what it has", () => _acs.StoryAsync(gateway.Id));
    }

    [Test]
    public async Task A_role_that_changed_and_was_not_told_is_found_after_a_boot()
    {
        await using var gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions
        {
            SerialNumber = "REBOOTED", ChallengeAnswer = Passphrase, ValueChangePolling = TimeSpan.FromHours(1),
        });
        var device = $"devices/{Uri.EscapeDataString(gateway.Id)}";
        await KnowsAsync(device, "Untrusted");
        gateway.Gateway.Model.Write("Device.LocalAgent.Controller.1.AssignedRole", "Device.LocalAgent.ControllerTrust.Role.1");
        gateway.Gateway.PowerCycle();
        await KnowsAsync(device, "FullAccess");
    }

    [Test]
    public async Task A_role_that_is_added_and_assigned_decides_what_passes()
    {
        // TP-469 2.10 to 2.18: the role is made through this server, and then binds it.
        await using var gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "ROLES" });
        var device = $"devices/{Uri.EscapeDataString(gateway.Id)}";
        await KnowsAsync(device, "FullAccess");
        var role = await AddAsync(device, "Device.LocalAgent.ControllerTrust.Role.", new() { ["Enable"] = "true", ["Name"] = "Careful" });
        await AddAsync(device, $"{role}Permission.", new() { ["Enable"] = "true", ["Order"] = "1", ["Targets"] = "Device.", ["Param"] = "rwxn", ["Obj"] = "rwxn", ["InstantiatedObj"] = "rwxn", ["CommandEvent"] = "rwxn" });
        await AddAsync(device, $"{role}Permission.", new() { ["Enable"] = "true", ["Order"] = "2", ["Targets"] = "Device.LocalAgent.Subscription.", ["Param"] = "r--n", ["Obj"] = "r---", ["InstantiatedObj"] = "r---", ["CommandEvent"] = "----" });
        await AddAsync(device, $"{role}Permission.", new() { ["Enable"] = "true", ["Order"] = "3", ["Targets"] = "Device.Reboot()", ["Param"] = "----", ["Obj"] = "----", ["InstantiatedObj"] = "----", ["CommandEvent"] = "r---" });
        var row = await AddAsync(device, "Device.LocalAgent.Subscription.", new() { ["ID"] = "before", ["NotifType"] = "Event", ["ReferenceList"] = "Device.Boot!" });
        var assigned = await OrderAsync($"{device}/trust/role", new { roles = new[] { role } });
        Assert.That(assigned.GetProperty("state").GetString(), Is.EqualTo("succeeded"), assigned.ToString());
        await KnowsAsync(device, "Careful");

        await RefusedAsync(device, new { type = "addInstance", path = "Device.LocalAgent.Subscription.", values = new Dictionary<string, string> { ["ID"] = "after" } }, "no add on Device.LocalAgent.Subscription.");
        await RefusedAsync(device, new { type = "setValues", values = new Dictionary<string, string> { [$"{row}Enable"] = "true" } }, $"no write on {row}Enable.");
        await RefusedAsync(device, new { type = "deleteInstance", path = row }, $"no delete on {row}");
        await RefusedAsync(device, new { type = "reboot" }, "no operate on Device.Reboot().");
        await AddAsync(device, "Device.Firewall.Chain.", new() { ["Name"] = "more" });
    }

    private async Task<string> AddAsync(string device, string path, Dictionary<string, string> values)
    {
        var added = await OrderAsync($"{device}/operations", new { type = "addInstance", path, values });
        Assert.That(added.GetProperty("state").GetString(), Is.EqualTo("succeeded"), added.ToString());
        return added.GetProperty("result").GetProperty("paths")[0].GetString()!;
    }

    private async Task RefusedAsync(string device, object operation, string lacking)
    {
        var fault = (await OrderAsync($"{device}/operations", operation)).GetProperty("fault");
        var codes = fault.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("code").GetString()).Append(fault.GetProperty("code").GetString());
        Assert.That(codes, Does.Contain("7006"), fault.ToString());
        Assert.That(fault.GetProperty("text").GetString(), Does.Contain($"role 'Careful' gives {lacking}"));
    }

    private Task KnowsAsync(string device, string role) => Eventually.TrueAsync(
        async () => await _acs.GetAsync($"{device}/trust") is { } trust && trust.GetProperty("roles").EnumerateArray().Any(r => r.GetProperty("name").GetString() == role),
        $"the role is known to be {role}",
        async () => (await _acs.GetAsync($"{device}/trust"))?.ToString() ?? "no trust");

    private async Task<string?> StateAsync(string device, string target) =>
        (await _acs.GetAsync($"{device}/trust"))!.Value.GetProperty("needs").EnumerateArray().First(n => n.GetProperty("target").GetString() == target).GetProperty("state").GetString();

    private async Task<bool> HasAsync(string id, string path)
    {
        var documents = (Provisioning.Storage.Documents.IDeviceDocuments)_acs.Services.GetService(typeof(Provisioning.Storage.Documents.IDeviceDocuments))!;
        return await _acs.QueryAsync(async db => (await documents.LoadAsync(db, (await db.Devices.SingleAsync(d => d.Key == id)).Id, CancellationToken.None)).Capabilities.Has(path));
    }

    private Task<JsonElement> OrderAsync(string path, object body) => _acs.SendAsync(HttpMethod.Post, $"{path}?wait=60", body);
}
