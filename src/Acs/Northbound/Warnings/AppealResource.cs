using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <param name="OfOneHome">A subscriber objects, for the own home.</param>
/// <param name="Accepted">Null: not decided.</param>
public sealed record AppealResource(
    Guid Id, bool OfOneHome, string Author, string Text, DateTimeOffset At, bool? Accepted, DateTimeOffset? DecidedAt, string? DecidedBy, string? Reason)
{
    public static AppealResource Of(WarningAppealRow row) => new(row.Id, row.QuestionId is not null, row.Author, row.Text, row.At, row.Accepted, row.DecidedAt, row.DecidedBy, row.Reason);
}
