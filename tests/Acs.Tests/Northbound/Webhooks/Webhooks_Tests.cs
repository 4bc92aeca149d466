using System.Net;
using System.Security.Cryptography;
using System.Text;
using Acs.Northbound.Webhooks;
using Acs.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Acs.Tests.Northbound.Webhooks;

public sealed class Webhooks_Tests
{
    private const string Private = "--Acs:Webhooks:AllowPrivateAddresses=true";
    private const string Soon = "--Acs:Webhooks:RetryDelay=00:00:01";

    [Test]
    public async Task A_receiver_is_told_of_the_kinds_that_it_asked_for_signed_with_its_secret()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(Private);
        await HappensAsync(server, "device.enrolled", "before anybody asked");
        var (status, made) = await server.SendAsync(HttpMethod.Post, "webhooks", new { url = receiver.Url, events = new[] { "device.*" } });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
        var secret = made.GetProperty("secret").GetString()!;
        await HappensAsync(server, "campaign.paused", "not asked for");
        await HappensAsync(server, "device.converged", "first");
        await HappensAsync(server, "device.faulted", "second");

        await Eventually.TrueAsync(() => Task.FromResult(receiver.Events.Count() >= 2));
        Assert.That(receiver.Events.Select(e => e.GetProperty("text").GetString()), Is.EqualTo(["first", "second"]));
        Assert.That(receiver.Events.First().GetProperty("kind").GetString(), Is.EqualTo("device.converged"));
        foreach (var call in receiver.Calls)
        {
            using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
            var signed = Encoding.UTF8.GetBytes($"{call.Id}.{call.Timestamp}.{Encoding.UTF8.GetString(call.Body)}");
            Assert.That(call.Signature, Is.EqualTo($"v1,{Convert.ToBase64String(hmac.ComputeHash(signed))}"));
        }

        var (_, shown) = await server.GetAsync($"webhooks/{made.GetProperty("id").GetGuid()}");
        Assert.That(shown.GetProperty("secret").GetString(), Is.Null);
    }

    [Test]
    public async Task A_receiver_that_fails_is_called_again_with_the_same_id_and_misses_nothing()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Failing = 2;
        await using var server = await RunningServer.StartAsync(Private, Soon);
        await server.SendAsync(HttpMethod.Post, "webhooks", new { url = receiver.Url });
        await HappensAsync(server, "device.converged", "one");
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Events.Any()));
        var first = receiver.Calls.First();
        Assert.That(receiver.Calls.Where(c => c.Body.AsSpan().SequenceEqual(first.Body)).Select(c => c.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(receiver.Calls.Count(c => !c.Taken), Is.EqualTo(2));
        await Eventually.TrueAsync(async () => (await server.GetAsync("webhooks")).Body.GetProperty("items")[0] is var hook &&
            hook.GetProperty("failures").GetInt32() == 0 && hook.GetProperty("lastDeliveredAt").GetString() is not null);
    }

    [Test]
    public async Task What_happened_while_the_receiver_was_away_is_told_after_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("acs-webhooks-");
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Failing = int.MaxValue;
        var data = $"--Acs:DataDirectory={directory.FullName}";
        await using (var first = await RunningServer.StartAsync(Private, data, "--Acs:Webhooks:RetryDelay=01:00:00"))
        {
            await first.SendAsync(HttpMethod.Post, "webhooks", new { url = receiver.Url });
            await HappensAsync(first, "device.converged", "kept");
            await Eventually.TrueAsync(async () => (await first.GetAsync("webhooks")).Body.GetProperty("items")[0].GetProperty("failures").GetInt32() == 1);
        }

        receiver.Failing = 0;
        await using var second = await RunningServer.StartAsync(Private, data);
        var (_, list) = await second.GetAsync("webhooks");
        Assert.That(list.GetProperty("items")[0].GetProperty("lastError").GetString(), Does.Contain("503"));
        var (resumed, hook) = await second.SendAsync(HttpMethod.Post, $"webhooks/{list.GetProperty("items")[0].GetProperty("id").GetGuid()}/resume");
        Assert.That(resumed, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(hook.GetProperty("failures").GetInt32(), Is.Zero);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Events.Any(e => e.GetProperty("text").GetString() == "kept")));
    }

    [Test]
    public async Task A_receiver_that_never_answers_well_is_given_up_and_that_is_an_event()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Failing = int.MaxValue;
        await using var server = await RunningServer.StartAsync(Private, Soon);
        await server.SendAsync(HttpMethod.Post, "webhooks", new { url = receiver.Url });
        await server.ArrangeAsync(db =>
        {
            var hook = db.Webhooks.Single();
            hook.FailingSince = DateTimeOffset.UnixEpoch;
        });
        await HappensAsync(server, "device.converged", "x");
        await Eventually.TrueAsync(async () => (await server.GetAsync("webhooks")).Body.GetProperty("items")[0].GetProperty("state").GetString() == "stopped");
        var (_, events) = await server.GetAsync("events");
        Assert.That(events.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("kind").GetString()), Does.Contain("webhook.stopped"));
    }

    [TestCase("{\"url\":\"ftp://example.com/\"}", "url")]
    [TestCase("{\"url\":\"https://user:word@example.com/\"}", "url")]
    [TestCase("{\"url\":\"http://127.0.0.1/\"}", "url")]
    [TestCase("{\"url\":\"http://[::1]/\"}", "url")]
    [TestCase("{\"url\":\"http://169.254.169.254/latest\"}", "url")]
    [TestCase("{\"url\":\"http://localhost/\"}", "url")]
    [TestCase("{}", "url")]
    [TestCase("{\"url\":\"https://example.com/\",\"events\":\"device.*\"}", "events")]
    [TestCase("{\"url\":\"https://example.com/\",\"events\":[\"dev*\"]}", "events")]
    [TestCase("{\"url\":\"https://example.com/\",\"secret\":\"short\"}", "secret")]
    [TestCase("{\"url\":\"https://example.com/\",\"uri\":1}", "uri")]
    [TestCase("[]", "$")]
    [TestCase("{", "$")]
    public async Task What_is_wrong_is_said_by_its_field(string body, string field)
    {
        await using var server = await RunningServer.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Api.PostAsync("webhooks", content);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain($"\"{field}\":["));
    }

    [Test]
    public async Task A_name_that_leads_inside_is_not_called()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var sender = new WebhookSender(Options.Create(new WebhookOptions()), TimeProvider.System);
        var error = await sender.SendAsync(new Uri(receiver.Url), WebhookSignature.NewSecret(), "evt", [1], CancellationToken.None);
        Assert.That(error, Does.Contain("no public address"));
        Assert.That(receiver.Calls, Is.Empty);
    }

    [Test]
    public async Task A_webhook_that_is_deleted_is_gone()
    {
        await using var server = await RunningServer.StartAsync();
        var (_, made) = await server.SendAsync(HttpMethod.Post, "webhooks", new { url = "https://receiver.example.com/hook" });
        var path = $"webhooks/{made.GetProperty("id").GetGuid()}";
        Assert.That((await server.SendAsync(HttpMethod.Delete, path)).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await server.SendAsync(HttpMethod.Delete, path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await server.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase(1, 10)]
    [TestCase(2, 20)]
    [TestCase(5, 160)]
    [TestCase(20, 3600)]
    [TestCase(int.MaxValue, 3600)]
    public void The_rest_doubles_up_to_an_hour(int failures, int seconds) =>
        Assert.That(WebhookBackoff.After(failures, TimeSpan.FromSeconds(10)), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    private static async Task HappensAsync(RunningServer server, string kind, string text)
    {
        // Of now: what is old is deleted when a server starts.
        await server.ArrangeAsync(db => db.DeviceEvents.Add(new DeviceEventRow { At = TimeProvider.System.GetUtcNow(), Kind = kind, Text = text }));
        server.Server.Services.GetRequiredService<IDeviceChanges>().Publish(null);
    }
}
