using Provisioning.Storage.Rows;

namespace Acs.Northbound.Webhooks;

/// <summary>A webhook with its standing.</summary>
/// <param name="Secret">Only in the answer that made it.</param>
/// <param name="DeliveredEventId">Events up to this one are delivered.</param>
/// <param name="Failures">In a row.</param>
/// <param name="LastError">Of the last attempt; null: it succeeded.</param>
public sealed record WebhookResource(
    Guid Id,
    string Url,
    IReadOnlyList<string> Events,
    WebhookState State,
    string? Secret,
    long DeliveredEventId,
    int Failures,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? LastDeliveredAt,
    string? LastError,
    string Author,
    DateTimeOffset CreatedAt)
{
    public static WebhookResource Of(WebhookRow row, string? secret = null) => new(
        row.Id, row.Url, row.Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.State, secret, row.DeliveredEventId, row.Failures,
        row.NextAttemptAt, row.LastDeliveredAt, row.LastError, row.Author, row.CreatedAt);
}
