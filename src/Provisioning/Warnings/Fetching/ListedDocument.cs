namespace Provisioning.Warnings.Fetching;

/// <param name="ChangedAt">By the provider's account.</param>
internal sealed record ListedDocument(string Url, DateTimeOffset ChangedAt);
