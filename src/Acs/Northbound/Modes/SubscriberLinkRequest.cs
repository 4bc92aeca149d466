namespace Acs.Northbound;

/// <param name="Days">How long the link answers: 1 to 90, by default 14.</param>
internal sealed record SubscriberLinkRequest(int? Days);
