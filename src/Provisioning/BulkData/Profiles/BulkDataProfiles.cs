using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.BulkData.Profiles;

/// <summary>The ISP's bulk data profiles: kept, changed, taken away. <see cref="BulkDataComposition"/> brings them to the devices.</summary>
public sealed class BulkDataProfiles(IGroupCommit commit, IDbContextFactory<AcsDbContext> contexts, TimeProvider time)
{
    /// <summary>More would not fit on any gateway.</summary>
    public const int Most = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <returns>Null: what is stored is no plan.</returns>
    public static BulkDataPlan? PlanOf(BulkDataProfileRow row)
    {
        try
        {
            return JsonSerializer.Deserialize<BulkDataPlan>(row.Plan, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<BulkDataProfileRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.BulkDataProfiles.AsNoTracking().OrderBy(p => p.Name).ToListAsync(cancellationToken);
    }

    /// <summary>Makes the profile, or makes it anew.</summary>
    /// <returns>False: there are <see cref="Most"/> already.</returns>
    public async Task<bool> SaveAsync(string name, string search, BulkDataPlan plan, string author, CancellationToken cancellationToken)
    {
        var saved = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                var row = await db.BulkDataProfiles.FindAsync([name], token);
                saved = row is not null || await db.BulkDataProfiles.CountAsync(token) < Most;
                if (!saved)
                {
                    return;
                }

                if (row is null)
                {
                    row = new BulkDataProfileRow { Name = name, Search = search, Plan = "", Author = author };
                    db.BulkDataProfiles.Add(row);
                }

                (row.Search, row.Plan, row.Author, row.UpdatedAt) = (search, JsonSerializer.Serialize(plan, Json), author, time.GetUtcNow());
                db.DeviceEvents.Add(new DeviceEventRow { At = time.GetUtcNow(), Kind = "bulkdata.profile", Text = $"{author} declared bulk data profile {name}." });
            },
            cancellationToken);
        return saved;
    }

    /// <returns>False: there was none.</returns>
    public async Task<bool> RemoveAsync(string name, string author, CancellationToken cancellationToken)
    {
        var found = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                if (await db.BulkDataProfiles.FindAsync([name], token) is not { } row)
                {
                    found = false;
                    return;
                }

                found = true;
                db.BulkDataProfiles.Remove(row);
                db.DeviceEvents.Add(new DeviceEventRow { At = time.GetUtcNow(), Kind = "bulkdata.profile", Text = $"{author} removed bulk data profile {name}." });
            },
            cancellationToken);
        return found;
    }
}
