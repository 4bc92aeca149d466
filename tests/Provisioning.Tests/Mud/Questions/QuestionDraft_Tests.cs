using System.Text.Json;
using Provisioning.Flows;
using Provisioning.Mud;
using Provisioning.Mud.Questions;
using Provisioning.Mud.Questions.Asking;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Mud.Questions;

/// <summary>When a subscriber is asked by nobody's order, and about what; and when not.</summary>
public sealed class QuestionDraft_Tests
{
    private const string Url = "https://maker.test/thing.json";
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Gather = TimeSpan.FromMinutes(30);

    [Test]
    public void Ten_addresses_are_one_question_with_networks_services_and_names_put_together()
    {
        var findings = Enumerable.Range(1, 8).Select(i => Found($"203.0.113.{i}", 443, count: 5)).Append(Found("198.51.100.7", 8443, count: 100)).Append(Found("198.51.100.8", 8443)).ToList();
        var draft = Draft(findings)!;
        Assert.That(draft.Text, Does.StartWith("doorstep wants to reach 10 addresses that its maker does not list."));
        Assert.That(draft.Flows.Select(f => (f.Peer, f.FirstPort, f.Addresses)), Is.EqualTo(new[] { ("198.51.100.7", 8443, 1), ("203.0.113.0/24", 443, 8), ("198.51.100.8", 8443, 1) }), "the busiest first");
        Assert.That(draft.Flows[0].Names, Is.EqualTo(new[] { "cdn.example" }));
    }

    [Test]
    public void A_thousand_services_are_no_more_than_a_person_reads()
    {
        var draft = Draft([.. Enumerable.Range(1, 400).Select(p => Found("203.0.113.9", p))])!;
        Assert.That(draft.Flows, Has.Count.EqualTo(SubscriberQuestions.MaxFlows));
        Assert.That(draft.Text, Does.Contain("an address").And.EndWith("These are the 50 it talks to most."));
    }

    [Test]
    public void Nobody_is_asked_before_more_had_time_to_come_or_outside_the_mode_or_about_another_file()
    {
        Assert.That(Draft([Found("203.0.113.9", 443, ago: 10)]), Is.Null);
        Assert.That(Draft([Found("203.0.113.9", 443)], mode: MudMode.Enforce), Is.Null);
        Assert.That(Draft([Found("203.0.113.9", 443, url: "https://maker.test/before.json")]), Is.Null, "it was held to be another thing then");
    }

    [Test]
    public void One_question_at_a_time_and_never_twice_about_the_same()
    {
        var open = Asked(null, Flow("203.0.113.9/32"));
        Assert.That(Draft([Found("203.0.113.200", 443)], open), Is.Null, "one is open");
        var silent = Asked(null, Flow("203.0.113.0/25"));
        silent.ExpiresAt = Now.AddHours(-1);
        Assert.That(Draft([Found("203.0.113.9", 443)], silent), Is.Null, "silence is an answer");
        Assert.That(Draft([Found("203.0.113.9", 443), Found("203.0.113.200", 443)], silent)!.Flows.Select(f => f.Peer), Is.EqualTo(new[] { "203.0.113.200" }));
        Assert.That(Draft([Found("203.0.113.9", 8443)], Asked(QuestionAnswer.Allow, Flow("203.0.113.0/25"))), Is.Not.Null, "another service is another question");
    }

    [Test]
    public void Who_blocks_is_left_in_peace_for_a_while_unless_it_is_taken_back()
    {
        var blocked = Asked(QuestionAnswer.Block, Flow("203.0.113.9"));
        Assert.That(Draft([Found("198.51.100.1", 443)], blocked), Is.Null);
        blocked.TakenBackAt = Now;
        Assert.That(Draft([Found("198.51.100.1", 443)], blocked), Is.Not.Null);
        var old = Asked(QuestionAnswer.Block, Flow("203.0.113.9"));
        old.AnsweredAt = Now - QuestionDraft.QuietAfterBlock;
        Assert.That(Draft([Found("198.51.100.1", 443)], old), Is.Not.Null);
    }

    private static QuestionDraft? Draft(IReadOnlyList<FlowFindingRow> findings, QuestionRow? asked = null, MudMode mode = MudMode.Ask) => QuestionDraft.Of(
        new HostRow { Mac = "02:00:00:00:00:01", HostName = "doorstep", MudUrl = Url, Mode = mode }, findings, asked is null ? [] : [asked],
        new[] { ("198.51.100.7", "cdn.example") }.ToLookup(n => n.Item1, n => n.Item2), Gather, Now);

    private static FlowFindingRow Found(string peer, int port, long count = 1, int ago = 60, string url = Url) => new()
    {
        Mac = "02:00:00:00:00:01", Peer = peer, Kind = FindingKind.Undeclared, FromDevice = true, Protocol = 6, Port = port, MudUrl = url, Count = count,
        FirstSeenAt = Now.AddMinutes(-ago), LastSeenAt = Now,
    };

    private static AskedFlow Flow(string peer) => new(true, peer, 6, 443, 443);

    private static QuestionRow Asked(QuestionAnswer? answer, params AskedFlow[] flows) => new()
    {
        Mac = "02:00:00:00:00:01", Text = "?", Flows = JsonSerializer.Serialize(flows, JsonSerializerOptions.Web), AskedBy = "mud", Automatic = true, TokenHash = "",
        AskedAt = Now.AddDays(-1), ExpiresAt = Now.AddDays(13), Answer = answer, AnsweredAt = answer is null ? null : Now.AddHours(-1),
    };
}
