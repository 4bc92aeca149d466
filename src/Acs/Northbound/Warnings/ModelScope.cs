using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Sources;

namespace Acs.Northbound;

/// <summary>May a source speak about this model?</summary>
internal static class ModelScope
{
    public static async Task<bool> CoversAsync(AcsDbContext db, WarningSourceRow source, string mudUrl, CancellationToken cancellationToken)
    {
        var content = await db.MudFiles.Where(f => f.Url == mudUrl).Select(f => f.Content).FirstOrDefaultAsync(cancellationToken);
        var maker = content is null ? null : MudParser.Parse(content).File?.ManufacturerName;
        return SourceScope.ParseAll(source.Scopes).Any(s => s.Covers(mudUrl, maker));
    }
}
