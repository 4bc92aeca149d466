using System.Globalization;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Questions.Asking;

/// <summary>A question about what a host was seen to do, before anybody is asked. Pure.</summary>
internal sealed record QuestionDraft(string Text, IReadOnlyList<AskedFlow> Flows)
{
    /// <summary>Who blocked once is left in peace about that host for so long.</summary>
    public static readonly TimeSpan QuietAfterBlock = TimeSpan.FromDays(30);

    /// <summary>Longest name of a host that is quoted.</summary>
    private const int MaxName = 64;

    /// <param name="findings">Of the host, undeclared ones that it opened.</param>
    /// <param name="asked">Every question that was asked about the host.</param>
    /// <param name="names">Address to DNS names that resolve to it, as far as they are known.</param>
    /// <param name="gather">How long after the first flow it waits for more.</param>
    /// <returns>Null: there is nothing to ask now.</returns>
    public static QuestionDraft? Of(
        HostRow host, IReadOnlyList<FlowFindingRow> findings, IReadOnlyList<QuestionRow> asked, ILookup<string, string> names, TimeSpan gather, DateTimeOffset now)
    {
        if (host.Mode != MudMode.Ask || asked.Any(q => q.Answer is null && q.ExpiresAt > now) || IsQuiet(asked, now))
        {
            return null;
        }

        // Once asked about is asked about: an answer counts, and so does silence.
        var before = asked.SelectMany(SubscriberQuestions.FlowsOf).ToList();
        var fresh = findings.Where(f => f.MudUrl == host.MudUrl && !before.Exists(b => FlowGroups.Covers(b, f))).ToList();
        if (fresh.Count == 0 || fresh.Min(f => f.FirstSeenAt) + gather > now)
        {
            return null;
        }

        var groups = FlowGroups.Of(fresh, names);
        var (shown, peers) = (groups.Take(SubscriberQuestions.MaxFlows).ToList(), fresh.Select(f => f.Peer).Distinct(StringComparer.Ordinal).Count());
        var name = host.HostName is { Length: > 0 } told ? told[..Math.Min(MaxName, told.Length)] : host.Mac;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{name} wants to reach {(peers == 1 ? "an address" : $"{peers} addresses")} that its maker does not list. You may allow it, block it, or leave it as it is and have the maker told.")
            + (groups.Count > shown.Count ? string.Create(CultureInfo.InvariantCulture, $" These are the {shown.Count} it talks to most.") : "");
        return new QuestionDraft(text, shown);
    }

    private static bool IsQuiet(IReadOnlyList<QuestionRow> asked, DateTimeOffset now) => asked.Any(q =>
        q is { Automatic: true, Answer: QuestionAnswer.Block, TakenBackAt: null } && q.AnsweredAt + QuietAfterBlock > now);
}
