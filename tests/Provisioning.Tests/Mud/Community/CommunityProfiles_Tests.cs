using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Firewall;
using Provisioning.Firewall.Compilation;
using Provisioning.Jobs;
using Provisioning.Mud;
using Provisioning.Mud.Community;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Firewall.Meaning;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.Mud.Community;

/// <summary>Who submits, who counts, and what an operator's word brings about.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class CommunityProfiles_Tests(DatabaseProvider provider)
{
    private const string Url = "https://maker.example/thing.json";
    private const string Https = """{"ipv4":{"destination-ipv4-network":"203.0.113.0/25"},"tcp":{"destination-port":{"operator":"eq","port":443}}}""";

    private FleetNode _node = null!;
    private CommunityProfiles _profiles = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _node = await FleetNode.StartAsync(provider);
        _profiles = _node.Get<CommunityProfiles>();
        await using var conversation = await _node.OpenAsync(_node.Contact("HOME"));
        var device = await _node.ReadAsync(db => db.Devices.Select(d => d.Id).SingleAsync());
        await _node.WriteAsync(db => db.Hosts.Add(new HostRow { DeviceId = device, Mac = "02:00:00:00:00:01", MudUrl = Url }));
        await _node.Commit.CommitAsync((db, token) => db.Devices.ExecuteUpdateAsync(d => d.SetProperty(x => x.FirewallDirty, false), token), CancellationToken.None);
    }

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [Test]
    public async Task The_same_packets_are_one_profile_however_they_are_written_and_a_submitter_counts_once()
    {
        var first = await SubmitAsync("anna", File("one", (Https, "accept")));
        // Cut in two, in another order, with a drop that nothing reaches, under other names.
        var other = await SubmitAsync("ben", File("two", (Https.Replace("203.0.113.0/25", "203.0.113.64/26"), "accept"), (Https, "accept"), (Https, "drop")));
        var again = await SubmitAsync("anna", File("three", (Https, "accept")));
        Assert.That((first.IsNew, other.IsNew, again.IsNew), Is.EqualTo((true, false, false)));
        Assert.That(new[] { other.Profile.Id, again.Profile.Id }, Is.All.EqualTo(first.Profile.Id));
        Assert.That((again.Profile.Submitters, again.Profile.State), Is.EqualTo((2, CommunityState.Submitted)));
        Assert.That(await DirtyAsync(), Is.False, "nobody has agreed");
    }

    [Test]
    public async Task A_submitter_has_one_opinion_of_a_model_and_may_take_it_back()
    {
        var first = await SubmitAsync("anna", File("one", (Https, "accept")));
        var second = await SubmitAsync("anna", File("one", (Https.Replace("443", "8443"), "accept")));
        Assert.That(await StateAsync(first.Profile.Id), Is.EqualTo((CommunityState.Withdrawn, 0)), "nobody is left who says so");
        Assert.That(await _profiles.TakeBackAsync(second.Profile.Id, "ben", CancellationToken.None), Is.False, "it is not his");
        Assert.That(await _profiles.TakeBackAsync(second.Profile.Id, "anna", CancellationToken.None), Is.True);
        Assert.That(await StateAsync(second.Profile.Id), Is.EqualTo((CommunityState.Withdrawn, 0)));
    }

    [Test]
    public async Task With_an_operators_word_it_waits_for_its_submitters_and_then_narrows()
    {
        var id = (await SubmitAsync("anna", File("one", (Https, "accept")))).Profile.Id;
        await _profiles.ReviewAsync(id, accept: true, overrides: false, "seen here too", "noc", CancellationToken.None);
        Assert.That((await StateAsync(id), await DirtyAsync()), Is.EqualTo(((CommunityState.Reviewed, 1), false)), "one alone narrows nobody's firewall");
        await SubmitAsync("ben", File("two", (Https, "accept")));
        await SubmitAsync("carl", File("three", (Https, "accept")));
        Assert.That((await StateAsync(id), await DirtyAsync()), Is.EqualTo(((CommunityState.InForce, 3), true)));
        Assert.That(_node.Signals, Does.Contain(nameof(IWorkSignal.FirewallDirty)).And.Contain(nameof(IWorkSignal.MudFilesWanted)), "its names are asked for");

        await _profiles.TakeBackAsync(id, "carl", CancellationToken.None);
        Assert.That(await StateAsync(id), Is.EqualTo((CommunityState.InForce, 2)), "a submitter who leaves widens nothing");
    }

    [Test]
    public async Task An_override_is_on_record_and_another_profile_takes_its_place()
    {
        var one = (await SubmitAsync("anna", File("one", (Https, "accept")))).Profile.Id;
        await _profiles.ReviewAsync(one, accept: true, overrides: true, "an attack is under way", "noc", CancellationToken.None);
        var row = await _node.ReadAsync(db => db.CommunityProfiles.SingleAsync());
        Assert.That((row.State, row.Overridden, row.ReviewedBy, row.Reason), Is.EqualTo((CommunityState.InForce, true, "noc", "an attack is under way")));

        var two = (await SubmitAsync("ben", File("two", (Https.Replace("443", "8443"), "accept")))).Profile.Id;
        await _profiles.ReviewAsync(two, accept: true, overrides: true, "better", "noc", CancellationToken.None);
        Assert.That(((await StateAsync(one)).State, (await StateAsync(two)).State), Is.EqualTo((CommunityState.Withdrawn, CommunityState.InForce)));
        Assert.That((await _profiles.WithdrawAsync(two, "over", "noc", CancellationToken.None))?.WithdrawnBy, Is.EqualTo("noc"));
        Assert.That(await _profiles.WithdrawAsync(two, "over", "noc", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task What_was_refused_does_not_come_back_and_a_model_without_a_URL_has_its_profile_too()
    {
        var id = (await SubmitAsync("anna", File("one", (Https, "accept")))).Profile.Id;
        await _profiles.ReviewAsync(id, accept: false, overrides: false, "it cuts the camera off", "noc", CancellationToken.None);
        var back = await _profiles.SubmitAsync(Submission("ben", File("two", (Https, "accept"))), CancellationToken.None);
        Assert.That((back as SubmissionOutcome.Refused)?.Reason, Does.Contain("it cuts the camera off"));

        var taken = (SubmissionOutcome.Taken)await _profiles.SubmitAsync(Submission("ben", File("two", (Https, "accept"))) with { MudUrl = null, Model = "Argus Eye 1" }, CancellationToken.None);
        var reviewed = await _profiles.ReviewAsync(taken.Profile.Id, accept: true, overrides: true, "useful", "noc", CancellationToken.None);
        Assert.That((reviewed!.State, await DirtyAsync()), Is.EqualTo((CommunityState.InForce, false)), "no host is of that model");
        Assert.That(await _profiles.SubmitAsync(Submission("ben", "{}"u8.ToArray()), CancellationToken.None), Is.InstanceOf<SubmissionOutcome.Unreadable>());
    }

    [TestCase("fingerprint", MudMode.Observe)]
    [TestCase("assigned", MudMode.Enforce)]
    public async Task A_profile_of_a_model_narrows_hosts_without_a_URL_and_a_guess_is_looked_at_only(string source, MudMode mode)
    {
        const string mac = "02:00:00:00:00:02";
        var device = await _node.ReadAsync(db => db.Devices.Select(d => d.Id).SingleAsync());
        await _node.WriteAsync(db => db.Hosts.Add(new HostRow { DeviceId = device, Mac = mac, Addresses = "192.168.1.21", Mode = MudMode.Enforce, Model = "Argus Eye 1", ModelSource = source }));
        var taken = (SubmissionOutcome.Taken)await _profiles.SubmitAsync(Submission("ben", File("two", (Https, "accept"))) with { MudUrl = null, Model = "Argus Eye 1" }, CancellationToken.None);
        await _profiles.ReviewAsync(taken.Profile.Id, accept: true, overrides: true, "useful", "noc", CancellationToken.None);
        Assert.That(await DirtyAsync(), Is.True, "its gateway is worked out anew");

        var loader = new GatewayFactsLoader(
            _node.Get<IDbContextFactory<AcsDbContext>>(), _node.Get<IOptionsMonitor<FirewallOptions>>(), _node.Get<IOptions<MudOptions>>(), _node.Time);
        var (_, facts) = await loader.LoadAsync(device, CancellationToken.None);
        Assert.That(facts.Hosts.Single(h => h.Mac == mac).Mode, Is.EqualTo(mode));
        var policy = (await new HostPolicies(loader).OfAsync(device, CancellationToken.None))[mac];
        Assert.That(policy.Url, Is.Null, "no maker is to blame");
        Assert.That(Decide("203.0.113.9", 443), Is.EqualTo((true, "community")));
        Assert.That(Decide("203.0.113.9", 80), Is.EqualTo((false, "community")));
        Assert.That(await _node.ReadAsync(db => db.Hosts.Where(h => h.Mac == mac).Select(h => h.MudUrl).SingleAsync()), Is.Null);

        (bool, string) Decide(string peer, int port)
        {
            var decision = policy.Policy!.Decide(new FirstPacket(true, 6, IPAddress.Parse("192.168.1.21"), 5000, IPAddress.Parse(peer), port));
            return (decision.Accepted, decision.Because.Select(b => b.Layer).Last());
        }
    }

    [TestCase("Argus Eye 1")]
    [TestCase("a/b?c#d é")]
    public void A_models_stand_in_is_of_that_model_alone_and_nobody_can_announce_it(string model)
    {
        var url = ModelUrl.Of(model);
        Assert.That(ModelUrl.ModelOf(url), Is.EqualTo(model));
        Assert.That(AnnouncedUrl.Check(url).Url, Is.Null);
        Assert.That(ModelUrl.Is(url.Replace("https://", "https://0", StringComparison.Ordinal)) || ModelUrl.Is(ModelUrl.Of("other")[..50] + "x") || ModelUrl.Is("https://maker.example/x.model.invalid/y"), Is.False);
    }

    [Test]
    public async Task Another_configuration_has_the_gateways_concerned_worked_out_anew_and_once()
    {
        var id = (await SubmitAsync("anna", File("one", (Https, "accept")))).Profile.Id;
        await _profiles.ReviewAsync(id, accept: true, overrides: true, "useful", "noc", CancellationToken.None);
        await using (await _node.OpenAsync(_node.Contact("STRANGER")))
        {
        }

        await FollowAsync(CommunityMode.Reviewed);
        await _node.Commit.CommitAsync((db, token) => db.Devices.ExecuteUpdateAsync(d => d.SetProperty(x => x.FirewallDirty, false), token), CancellationToken.None);
        await FollowAsync(CommunityMode.Reviewed);
        Assert.That(await _node.ReadAsync(db => db.Devices.CountAsync(d => d.FirewallDirty)), Is.Zero, "nothing changed");
        await FollowAsync(CommunityMode.Off);
        Assert.That(await _node.ReadAsync(db => db.Devices.Where(d => d.FirewallDirty).Select(d => d.SerialNumber).ToListAsync()), Is.EqualTo(new[] { "HOME" }));

        Task FollowAsync(CommunityMode mode) => new CommunityFollowing(
            _node.Get<IDbContextFactory<AcsDbContext>>(), _node.Commit, _node, Options.Create(new MudOptions { Community = { Mode = mode } }), _node.Time).RunAsync(CancellationToken.None);
    }

    private static byte[] File(string name, params (string, string)[] entries) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(FileBuilder.File(entries, [])).Replace("A thing for tests", name, StringComparison.Ordinal));

    private static ProfileSubmission Submission(string who, byte[] content) => new(Url, null, content, "observed 14 days by muddy", "CC0-1.0", who, who);

    private async Task<SubmissionOutcome.Taken> SubmitAsync(string who, byte[] content) => (SubmissionOutcome.Taken)await _profiles.SubmitAsync(Submission(who, content), CancellationToken.None);

    private Task<bool> DirtyAsync() => _node.ReadAsync(db => db.Devices.Select(d => d.FirewallDirty).SingleAsync());

    private async Task<(CommunityState State, int Submitters)> StateAsync(Guid id)
    {
        var row = await _node.ReadAsync(db => db.CommunityProfiles.SingleAsync(p => p.Id == id));
        return (row.State, row.Submitters);
    }
}
