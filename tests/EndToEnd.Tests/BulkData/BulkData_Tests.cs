using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Storage;

namespace EndToEnd.Tests.BulkData;

/// <summary>A profile that the ISP declares makes gateways report, by either way, in every form, and the values are there to read.</summary>
[TestFixture]
internal sealed class BulkData_Tests
{
    private const string Memory = "Device.DeviceInfo.MemoryStatus.";
    private const string UpTime = "Device.DeviceInfo.UpTime";
    private const string Profiles = "Device.BulkData.Profile.";

    [TestCase(ManagementProtocol.Cwmp, "nameValuePair", "gzip")]
    [TestCase(ManagementProtocol.Cwmp, "objectHierarchy", "none")]
    [TestCase(ManagementProtocol.Cwmp, "parameterPerRow", "deflate")]
    [TestCase(ManagementProtocol.Cwmp, "parameterPerColumn", "gzip")]
    [TestCase(ManagementProtocol.Usp, "nameValuePair", "none")]
    [TestCase(ManagementProtocol.Usp, "objectHierarchy", "none")]
    [TestCase(ManagementProtocol.Usp, "parameterPerRow", "none")]
    [TestCase(ManagementProtocol.Usp, "parameterPerColumn", "none")]
    public async Task A_declared_profile_brings_values_over_time(ManagementProtocol protocol, string format, string compression)
    {
        await using var acs = await TestAcs.StartAsync();
        await using var gateway = await TestGateway.StartAsync(acs, protocol, new GatewayOptions { SerialNumber = "BULK-1" });
        await KnownAsync(acs, gateway);
        await DeclareAsync(acs, "health", format, compression, Memory, UpTime);

        await Eventually.TrueAsync(
            async () => (await SeriesAsync(acs, gateway, UpTime)).Select(s => s.GetProperty("at").GetString()).Distinct().Count() >= 2,
            "two values of the up time",
            () => StoryAsync(acs, gateway));
        await acs.ConvergesAsync(gateway.Id);
        var memory = await SeriesAsync(acs, gateway, Memory);
        Assert.That(memory.Select(s => s.GetProperty("path").GetString()).Distinct(), Is.EquivalentTo(new[] { Memory + "Total", Memory + "Free" }));
        Assert.That(memory.Where(s => s.GetProperty("path").GetString() == Memory + "Total").Select(s => s.GetProperty("value").GetDouble()), Is.All.EqualTo(262144));
        var row = gateway.Gateway.Model.Read(Profiles).ToDictionary(r => r.Path, r => r.Value, StringComparer.Ordinal);
        Assert.That(row[Profiles + "1.Protocol"], Is.EqualTo(protocol == ManagementProtocol.Usp ? "USPEventNotif" : "HTTP"));

        var names = await acs.SendAsync(HttpMethod.Get, $"devices/{Uri.EscapeDataString(gateway.Id)}/series/names");
        Assert.That(names.GetProperty("items").GetArrayLength(), Is.EqualTo(3));
        var page = await acs.SendAsync(HttpMethod.Get, $"devices/{Uri.EscapeDataString(gateway.Id)}/series?path={UpTime}&limit=1");
        Assert.That(page.GetProperty("next").ValueKind, Is.EqualTo(JsonValueKind.String), "there is more than one page");
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task A_profile_is_kept_as_declared_changed_and_taken_away_and_others_rows_stay(ManagementProtocol protocol)
    {
        await using var acs = await TestAcs.StartAsync(("Acs:Refresh:Drift", "00:01:00"));
        await using var gateway = await TestGateway.StartAsync(
            acs, protocol, new GatewayOptions { SerialNumber = "BULK-2" }, g => g.Model.AddOwn(Profiles, ("Alias", "somebody-elses"), ("Enable", "false")));
        var model = gateway.Gateway.Model;
        await KnownAsync(acs, gateway);
        await DeclareAsync(acs, "health", "nameValuePair", "none", UpTime);
        await Eventually.TrueAsync(() => Task.FromResult(Aliases(model).Count == 2), "the row is made", () => StoryAsync(acs, gateway));

        await DeclareAsync(acs, "health", "nameValuePair", "none", UpTime, Memory);
        await Eventually.TrueAsync(
            () => Task.FromResult(Aliases(model).Count == 2 && model.Read(Profiles).Any(r => r.Value == Memory)), "the row is replaced", () => StoryAsync(acs, gateway));
        await acs.ConvergesAsync(gateway.Id);

        var ours = Aliases(model).Single(a => a.Value.StartsWith("acs-health-", StringComparison.Ordinal));
        model.DeleteOwn(ours.Path[..^"Alias".Length]);
        // Over CWMP nobody tells: what was read has to be read again first.
        if (protocol == ManagementProtocol.Cwmp)
        {
            await acs.SendAsync(
                HttpMethod.Post, $"devices/{Uri.EscapeDataString(gateway.Id)}/operations?wait=30", new { type = "getValues", paths = (string[])[Profiles] });
        }

        await Eventually.TrueAsync(
            () => Task.FromResult(Aliases(model).Any(a => a.Value == ours.Value && a.Path != ours.Path)), "what was lost is made again", () => StoryAsync(acs, gateway));

        await acs.SendAsync(HttpMethod.Delete, "bulkdata/profiles/health");
        await Eventually.TrueAsync(() => Task.FromResult(Aliases(model).Count == 1), "the row goes", () => StoryAsync(acs, gateway));
        Assert.That(Aliases(model).Single().Value, Is.EqualTo("somebody-elses"));
    }

    [Test]
    public async Task A_declaration_that_makes_no_sense_is_refused_and_names_each_field()
    {
        await using var acs = await TestAcs.StartAsync();
        using var response = await acs.Api.PutAsync(new Uri("bulkdata/profiles/UPPER", UriKind.Relative), new StringContent(
            """{"search":"version<","references":["nonsense","Device.X"],"intervalSeconds":0,"protocol":"smoke","format":"xml","surprise":1}"""));
        var errors = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("errors");
        Assert.That((int)response.StatusCode, Is.EqualTo(400));
        Assert.That(errors.EnumerateObject().Select(e => e.Name), Is.SupersetOf(new[] { "name", "references[0]", "intervalSeconds", "protocol", "format", "surprise" }));
    }

    private static Task<JsonElement> DeclareAsync(TestAcs acs, string name, string format, string compression, params string[] references) => acs.SendAsync(
        HttpMethod.Put, $"bulkdata/profiles/{name}", new { search = "serial:BULK", references, intervalSeconds = 1, format, compression });

    /// <summary>It was found out that the gateway has bulk data.</summary>
    private static Task KnownAsync(TestAcs acs, TestGateway gateway) => Eventually.TrueAsync(
        async () =>
        {
            await using var db = await acs.Services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync();
            return await db.Devices.AnyAsync(d => d.BulkDataKey == "Alias");
        },
        "the gateway's bulk data are known",
        () => acs.StoryAsync(gateway.Id));

    private static async Task<List<JsonElement>> SeriesAsync(TestAcs acs, TestGateway gateway, string path) =>
        [.. (await acs.SendAsync(HttpMethod.Get, $"devices/{Uri.EscapeDataString(gateway.Id)}/series?path={Uri.EscapeDataString(path)}")).GetProperty("items").EnumerateArray()];

    private static List<(string Path, string Value)> Aliases(DataModel model) =>
        [.. model.Read(Profiles).Where(r => r.Template.Name == "Alias").Select(r => (r.Path, r.Value))];

    private static async Task<string> StoryAsync(TestAcs acs, TestGateway gateway) =>
        $"{await acs.StoryAsync(gateway.Id)}\n{string.Join('\n', gateway.Gateway.Model.Read("Device.BulkData.").Select(r => $"{r.Path}={r.Value}"))}\n"
        + $"{await acs.GetAsync($"events?device={Uri.EscapeDataString(gateway.Id)}")}";
}
