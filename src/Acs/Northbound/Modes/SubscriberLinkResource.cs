namespace Acs.Northbound;

/// <param name="Link">Path of the subscriber's page, given once.</param>
internal sealed record SubscriberLinkResource(string Link, DateTimeOffset ExpiresAt);
