using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Provisioning.Storage.Rows;

namespace Provisioning.Storage;

/// <summary>The query that every commit begins with, compiled once for each database's model: half of its time went into its translation.</summary>
internal static class DeviceRows
{
    private static readonly ConditionalWeakTable<IModel, Func<AcsDbContext, long, CancellationToken, Task<DeviceRow?>>> Queries = [];

    /// <returns>Null: the device is known no more.</returns>
    public static Task<DeviceRow?> FindTrackedAsync(AcsDbContext db, long id, CancellationToken cancellationToken) =>
        Queries.GetValue(db.Model, _ => EF.CompileAsyncQuery(
            (AcsDbContext context, long wanted, CancellationToken _) => context.Devices.FirstOrDefault(d => d.Id == wanted)))(db, id, cancellationToken);
}
