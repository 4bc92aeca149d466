using Provisioning.Mud.Questions;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <param name="Link">The subscriber's page, given once: when the question is asked.</param>
/// <param name="Automatic">Asked because of what was found in its flows, by nobody's order.</param>
/// <param name="Answer"><c>allow</c>, <c>block</c> or <c>tell</c>; null: not answered.</param>
internal sealed record QuestionResource(
    Guid Id, string Mac, string Text, IReadOnlyList<AskedFlow> Flows, string AskedBy, bool Automatic, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt, string? Link,
    string? Answer, DateTimeOffset? AnsweredAt, string? AnsweredBy, DateTimeOffset? TakenBackAt, string? TakenBackBy)
{
    public static QuestionResource Of(QuestionRow row, string? link = null) => new(
        row.Id, row.Mac, row.Text, SubscriberQuestions.FlowsOf(row), row.AskedBy, row.Automatic, row.AskedAt, row.ExpiresAt, link,
        row.Answer?.ToString().ToLowerInvariant(), row.AnsweredAt, row.AnsweredBy, row.TakenBackAt, row.TakenBackBy);
}
