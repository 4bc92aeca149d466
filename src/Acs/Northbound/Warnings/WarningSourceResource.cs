using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <param name="Key">Its own API key, told once; else null.</param>
/// <param name="Failure">Why it could not be asked for advisories; null: it could.</param>
internal sealed record WarningSourceResource(
    Guid Id, string Name, string Kind, IReadOnlyList<string> Scopes, IReadOnlyList<string> MayAsk, bool AutoAccept, int MaxLifetimeHours, bool Enabled, string? MetadataUrl,
    bool HasKey, string? Key, string AddedBy, DateTimeOffset AddedAt, DateTimeOffset? CheckedAt, string? Failure)
{
    public static WarningSourceResource Of(WarningSourceRow row, string? key = null) => new(
        row.Id, row.Name, row.Kind.ToString().ToLowerInvariant(), row.Scopes.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        [.. (((bool May, string Word)[])[(row.MayBlockDestination, "block-destination"), (row.MayBlockFlow, "block-flow"), (row.MayIsolate, "isolate")]).Where(m => m.May).Select(m => m.Word)],
        row.AutoAccept, row.MaxLifetimeHours, row.Enabled, row.MetadataUrl, row.KeyHash is not null, key, row.AddedBy, row.AddedAt, row.CheckedAt, row.Failure);
}
