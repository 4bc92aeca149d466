using System.Net;
using Microsoft.EntityFrameworkCore;
using Provisioning.Flows;
using Provisioning.Mud;
using Provisioning.Mud.Names;
using Provisioning.Mud.Names.Dangers;
using Provisioning.Mud.Names.Gateways;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Mud;

/// <summary>How names behave, what that costs a fleet, and what is dangerous about them (RFC 9726).</summary>
public sealed class Names_Tests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(30);

    [TestCase("same", NameBehaviour.Stable)]
    [TestCase("turns", NameBehaviour.Rotating)]
    [TestCase("new", NameBehaviour.Churning)]
    [TestCase("crowd", NameBehaviour.Churning)]
    public void A_name_is_known_by_its_answers(string kind, NameBehaviour expected)
    {
        var history = NameHistory.Empty;
        for (var i = 0; i < 20; i++)
        {
            history = NameHistory.Read(history.With(Answer(kind, i), Start.AddMinutes(i)).Write());
        }

        Assert.That(history.Behaviour, Is.EqualTo(expected));
        Assert.That(history.ChangesInDay(Start.AddMinutes(20)), Is.EqualTo(kind is "same" or "crowd" ? 0 : 19));
    }

    [Test]
    public void A_history_is_bounded_and_forgets_after_a_day()
    {
        var history = NameHistory.Empty;
        for (var i = 0; i < 600; i++)
        {
            history = history.With([Address(i)], Start.AddSeconds(i));
        }

        Assert.That((history.Rounds.Length, history.Seen.Count), Is.EqualTo((NameHistory.MaxRounds, NameHistory.MaxSeen)));
        history = history.With([Address(1)], Start.AddDays(2)).With([Address(1)], Start.AddDays(2).AddHours(1));
        Assert.That((history.Behaviour, history.Seen.Count), Is.EqualTo((NameBehaviour.Stable, 1)));
    }

    [Test]
    public void A_churning_name_has_gateways_compiled_rarely_and_its_last_change_is_not_lost()
    {
        var row = new ResolvedNameRow { Name = "cdn.example" };
        var compiled = new List<DateTimeOffset>();
        var now = Start;
        for (var i = 0; i < 120; i++, now = now.AddMinutes(1))
        {
            if (NameUpdate.Apply(row, new NameAnswer([Address(i)], TimeSpan.FromSeconds(30), null), Every, now))
            {
                compiled.Add(now);
            }
        }

        Assert.That(row.Behaviour, Is.EqualTo(NameBehaviour.Churning));
        Assert.That(compiled.SkipWhile(c => c < Start.AddMinutes(10)).Count(), Is.InRange(2, 4), "two hours of another answer a minute");
        Assert.That(ResolvedAddresses.List(row.Addresses), Has.Count.EqualTo(ResolvedAddresses.Capacity));

        // It falls silent: what changed last is compiled all the same.
        Assert.That(row.CompileDueAt, Is.Not.Null);
        Assert.That(NameUpdate.Apply(row, new NameAnswer([], TimeSpan.Zero, "no answer"), Every, row.CompileDueAt!.Value), Is.True);
        Assert.That(row.CompileDueAt, Is.Null);
    }

    [Test]
    public void A_stable_name_that_moves_has_gateways_compiled_at_once()
    {
        var row = new ResolvedNameRow { Name = "cloud.example" };
        Assert.That(NameUpdate.Apply(row, new NameAnswer([Address(1)], TimeSpan.FromHours(1), null), Every, Start), Is.True);
        Assert.That(NameUpdate.Apply(row, new NameAnswer([Address(1)], TimeSpan.FromHours(1), null), Every, Start.AddHours(1)), Is.False);
        Assert.That(NameUpdate.Apply(row, new NameAnswer([Address(2)], TimeSpan.FromHours(1), null), Every, Start.AddHours(1).AddMinutes(1)), Is.True);
    }

    [TestCase("s3.amazonaws.com", "too-generic")]
    [TestCase("a81f09c3d2e4b567.cloud.example", "non-deterministic")]
    [TestCase("d1k2m3p4q5r6s7.cdn.example", "non-deterministic")]
    public void A_name_tells_its_danger_by_itself(string name, string code) =>
        Assert.That(NameDangers.Of(name, null, [], 0, new ExposureCatalogue()).Select(d => d.Code), Is.EqualTo(new[] { code }));

    [TestCase("firmware-updates.cloud.example")]
    [TestCase("eu-central-1.api.example")]
    [TestCase("0.pool.ntp.org")]
    public void An_ordinary_name_is_not_suspected(string name) =>
        Assert.That(NameDangers.Of(name, null, [], 0, new ExposureCatalogue()), Is.Empty);

    [Test]
    public async Task A_file_is_told_what_is_dangerous_about_its_names()
    {
        await using var maker = await Manufacturer.StartAsync();
        await using var other = await Manufacturer.StartAsync();
        var options = maker.Options;
        options.Names["cloud.example"] = "203.0.113.7";
        options.Names["shop.example"] = "203.0.113.7, 203.0.113.8";
        await using var bench = new MudBench(options);
        var device = await bench.AddDeviceAsync();
        var literal = System.Text.Encoding.UTF8.GetString(maker.MakeFile("/lamp.json")).Replace(
            "\"ace\": [", "\"ace\": [ { \"name\": \"dns\", \"matches\": { \"ipv4\": { \"protocol\": 17, \"destination-ipv4-network\": \"8.8.8.8/32\" } }, \"actions\": { \"forwarding\": \"accept\" } },", StringComparison.Ordinal);
        maker.Serve("/lamp.json", System.Text.Encoding.UTF8.GetBytes(literal));
        await bench.SyncAsync(device.Id, new LanHost("02:00:00:00:00:01", "lamp", ["192.168.1.20"], true, maker.Url("/lamp.json"), "dhcpv4"));
        await bench.Refresh.StoreAsync(other.MakeFile("/shop.json", "shop.example"), "ann", CancellationToken.None);
        await bench.Refresh.RunAsync(CancellationToken.None);
        await bench.Names.RunAsync(CancellationToken.None);
        var id = await bench.ReadAsync(db => db.MudFiles.Where(f => f.Url == maker.Url("/lamp.json")).Select(f => f.Id).SingleAsync());
        await bench.ReadAsync(async db =>
        {
            db.GatewayNames.Add(new GatewayNameRow { DeviceId = device.Id, Name = "cloud.example", AnsweredAt = Start, Addresses = ResolvedAddresses.Write(new Dictionary<IPAddress, DateTimeOffset> { [Address(9)] = Start }) });
            return await db.SaveChangesAsync();
        });

        var report = await new FileNames(bench, new ExposureCatalogue(), bench.Time).ReadAsync(id, CancellationToken.None);
        Assert.That(report!.Dangers.Select(d => (d.Code, d.Clause)), Is.EqualTo(new[] { ("ip-literal", "4.1"), ("public-resolver", "6.5") }));
        var name = report.Names.Single();
        Assert.That((name.Name, name.Gateways, name.Behaviour), Is.EqualTo(("cloud.example", 1, NameBehaviour.Stable)));
        Assert.That(name.Dangers.Select(d => d.Code), Is.EqualTo(new[] { "tailored", "shared-address" }));
        Assert.That(name.Dangers[1].Text, Does.Contain(other.Address.Authority));
    }

    [Test]
    public void A_gateways_answer_counts_for_its_time_and_a_fault_waits()
    {
        var row = new GatewayNameRow { DeviceId = 1, Name = "cloud.example" };
        var answer = new OperationRow
        {
            Type = "diagnostic", Request = "", Author = "mud", State = OperationState.Succeeded,
            Result = """{ "succeeded": 1, "answers": [ { "status": "Success", "addresses": [ "203.0.113.80", "10.0.0.1", "no address", "2001:db8::80" ] } ] }""",
        };
        bool IsUsable(IPAddress a) => !a.ToString().StartsWith("10.", StringComparison.Ordinal);
        Assert.That(GatewayNameUpdate.Apply(row, answer, TimeSpan.FromHours(6), IsUsable, Start), Is.True);
        Assert.That(ResolvedAddresses.List(row.Addresses).Select(a => a.ToString()), Is.EqualTo(new[] { "203.0.113.80", "2001:db8::80" }));
        Assert.That((row.DueAt, ResolvedAddresses.Read(row.Addresses).Values.Max()), Is.EqualTo((Start.AddHours(6), Start.AddHours(12))));
        Assert.That(GatewayNameUpdate.Apply(row, answer, TimeSpan.FromHours(6), IsUsable, Start.AddHours(6)), Is.False, "the same again");

        answer.Result = "{ \"answers\": 5 }";
        Assert.That(GatewayNameUpdate.Apply(row, answer, TimeSpan.FromHours(6), IsUsable, Start.AddHours(7)), Is.False, "an answer that is none cuts nothing off");
        (answer.State, answer.Fault) = (OperationState.Failed, """{ "code": "unsupported", "text": "Device. has no object for nslookup." }""");
        Assert.That(GatewayNameUpdate.Apply(row, answer, TimeSpan.FromHours(6), IsUsable, Start.AddHours(8)), Is.False);
        Assert.That((row.DueAt, row.Failure), Is.EqualTo((Start.AddHours(8).AddDays(7), answer.Fault)));
    }

    private static IEnumerable<IPAddress> Answer(string kind, int i) => kind switch
    {
        "same" => [Address(1), Address(2)],
        "turns" => [Address(i % 4)],
        "new" => [Address(i)],
        _ => Enumerable.Range(0, ResolvedAddresses.Capacity + 1).Select(Address),
    };

    private static IPAddress Address(int i) => new([203, 0, (byte)(113 + (i / 250)), (byte)(1 + (i % 250))]);
}
