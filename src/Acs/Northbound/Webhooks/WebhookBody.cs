namespace Acs.Northbound.Webhooks;

/// <summary>What a receiver gets: events in order, in the form of <c>GET /events</c>.</summary>
/// <param name="Webhook">The webhook's id.</param>
public sealed record WebhookBody(Guid Webhook, IReadOnlyList<EventResource> Events);
