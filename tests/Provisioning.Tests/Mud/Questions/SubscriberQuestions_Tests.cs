using Microsoft.EntityFrameworkCore;
using Provisioning.Jobs;
using Provisioning.Mud;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Questions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.Mud.Questions;

/// <summary>An answer and what it brings about are one act: both are there, or neither.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class SubscriberQuestions_Tests(DatabaseProvider provider)
{
    private const string Mac = "02:00:00:00:00:01";

    private FleetNode _node = null!;
    private SubscriberQuestions _questions = null!;
    private long _device;

    [SetUp]
    public async Task StartAsync()
    {
        _node = await FleetNode.StartAsync(provider);
        _questions = new SubscriberQuestions(
            _node.Get<IDbContextFactory<AcsDbContext>>(), _node.Commit, _node.Get<PolicyEntries>(), _node.Get<IWorkSignal>(), _node.Time);
        await using var conversation = await _node.OpenAsync(_node.Contact("ASKED"));
        _device = await _node.ReadAsync(db => db.Devices.Select(d => d.Id).SingleAsync());
        await _node.WriteAsync(db => db.Hosts.Add(new HostRow { DeviceId = _device, Mac = Mac, MudUrl = "https://maker.test/thing.json", Mode = MudMode.Ask }));
    }

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [Test]
    public async Task The_first_answer_counts_and_ends_with_what_it_brought_about()
    {
        var id = await AskAsync();
        Assert.That(await _questions.AnswerAsync(id, QuestionAnswer.Block, "subscriber", CancellationToken.None), Is.True);
        Assert.That(await _questions.AnswerAsync(id, QuestionAnswer.Allow, "somebody", CancellationToken.None), Is.False);
        var entry = await _node.ReadAsync(db => db.PolicyEntries.SingleAsync());
        Assert.That((entry.Accept, entry.Peer, entry.Mac, entry.Author, entry.EndedAt), Is.EqualTo((false, "203.0.113.9", Mac, "subscriber", (DateTimeOffset?)null)));
        Assert.That(_node.Signals, Does.Contain(nameof(IWorkSignal.FirewallDirty)));

        Assert.That(await _questions.TakeBackAsync(id, "noc", CancellationToken.None), Is.True);
        Assert.That(await _questions.TakeBackAsync(id, "noc", CancellationToken.None), Is.False);
        Assert.That((await _node.ReadAsync(db => db.PolicyEntries.SingleAsync())).EndedBy, Is.EqualTo("noc"));
    }

    [Test]
    public async Task An_answer_that_cannot_be_taken_in_leaves_the_question_open()
    {
        var id = await AskAsync();
        await _node.WriteAsync(db => db.PolicyEntries.AddRange(Enumerable.Range(0, PolicyEntries.MaxOfHome).Select(_ => new PolicyEntryRow
        {
            Id = Guid.NewGuid(), Layer = PolicyLayer.Subscriber, DeviceId = _device, Mac = Mac, Peer = "any", Author = "subscriber", At = _node.Time.GetUtcNow(),
        })));
        Assert.That(await _questions.AnswerAsync(id, QuestionAnswer.Block, "subscriber", CancellationToken.None), Is.False);
        Assert.That((await _node.ReadAsync(db => db.Questions.SingleAsync())).Answer, Is.Null);
        Assert.That(await _node.ReadAsync(db => db.PolicyEntries.CountAsync()), Is.EqualTo(PolicyEntries.MaxOfHome));
        Assert.That(await _questions.AnswerAsync(id, QuestionAnswer.Tell, "subscriber", CancellationToken.None), Is.True, "which brings about nothing");
    }

    [Test]
    public async Task A_link_answers_for_its_time_only_and_its_secret_is_not_kept()
    {
        var (question, token) = (await _questions.AskAsync(_device, Mac, "?", [Flow], "noc", TimeSpan.FromDays(1), CancellationToken.None))!.Value;
        Assert.That((await _questions.FindAsync(token, CancellationToken.None))?.Id, Is.EqualTo(question.Id));
        Assert.That(question.TokenHash, Does.Not.Contain(token));
        _node.Time.Advance(TimeSpan.FromDays(1));
        Assert.That(await _questions.FindAsync(token, CancellationToken.None), Is.Null);
    }

    private static AskedFlow Flow => new(true, "203.0.113.9", 6, 443, 443);

    private async Task<Guid> AskAsync() =>
        (await _questions.AskAsync(_device, Mac, "Is that what you want?", [Flow], "noc", SubscriberQuestions.Life, CancellationToken.None))!.Value.Question.Id;
}
