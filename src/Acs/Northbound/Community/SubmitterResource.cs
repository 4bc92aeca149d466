using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <param name="Key">Given once: when the submitter is added.</param>
internal sealed record SubmitterResource(Guid Id, string Name, string AddedBy, DateTimeOffset AddedAt, DateTimeOffset? RevokedAt, string? RevokedBy, string? Key)
{
    public static SubmitterResource Of(CommunitySubmitterRow row, string? key = null) => new(row.Id, row.Name, row.AddedBy, row.AddedAt, row.RevokedAt, row.RevokedBy, key);
}
