using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;

namespace Provisioning.Mud.Questions;

/// <summary>What subscribers answered with "tell the maker", by model.</summary>
public sealed class ToldMakers(IDbContextFactory<AcsDbContext> contexts)
{
    private const int MostAnswers = 5000;

    /// <returns>How many said so, and of what; the commonest first. Of the newest answers where there are very many.</returns>
    public async Task<(int Subscribers, IReadOnlyList<ToldFlow> Flows)> OfAsync(string url, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var answers = await db.Questions.AsNoTracking()
            .Where(q => q.Answer == QuestionAnswer.Tell && q.TakenBackAt == null && db.Hosts.Any(h => h.DeviceId == q.DeviceId && h.Mac == q.Mac && h.MudUrl == url))
            .OrderByDescending(q => q.AnsweredAt).Take(MostAnswers).ToListAsync(cancellationToken);
        var flows = answers.SelectMany(q => SubscriberQuestions.FlowsOf(q).Select(f => (q.DeviceId, f.FromDevice, f.Protocol, Port: f.FirstPort == f.LastPort ? f.FirstPort : 0)).Distinct())
            .GroupBy(f => (f.FromDevice, f.Protocol, f.Port))
            .Select(g => new ToldFlow(g.Key.FromDevice, g.Key.Protocol, g.Key.Port, g.Select(f => f.DeviceId).Distinct().Count()));
        return (
            answers.Select(a => a.DeviceId).Distinct().Count(),
            [.. flows.OrderByDescending(f => f.Subscribers).ThenBy(f => f.Protocol).ThenBy(f => f.Port).ThenByDescending(f => f.FromDevice)]);
    }
}
