using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Documents;

namespace Provisioning.Conversations.Running;

/// <summary>Fills workspaces, and keeps the documents of the devices that came last.</summary>
internal sealed class WorkspaceLoader(IDbContextFactory<AcsDbContext> contexts, IDeviceDocuments documents, DocumentCache cache)
{
    /// <returns>Null: the device is known no more.</returns>
    public async Task<Workspace?> LoadAsync(KnownDevice known, Protocols via, ContactTrust trust, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        known.TakeChanges();
        var version = known.DocumentsVersion;
        var row = await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == known.RowId, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var workspace = new Workspace(known, via, trust)
        {
            Facts = RowFacts.Of(row),
            Desired = await documents.DesiredAsync(db, known.RowId, cancellationToken),
            Credential = await db.DeviceCredentials.AsNoTracking().FirstOrDefaultAsync(c => c.DeviceId == known.RowId, cancellationToken),
        };
        if (cache.Find(known.RowId, version) is { } cached)
        {
            workspace.Loaded(cached, hasRow: true);
        }
        else
        {
            var hasRow = await db.DeviceDocuments.AnyAsync(d => d.DeviceId == known.RowId, cancellationToken);
            workspace.Loaded(hasRow ? await documents.LoadAsync(db, known.RowId, cancellationToken) : DeviceDocuments.Empty, hasRow);
            Keep(workspace, version);
        }

        return workspace;
    }

    /// <summary>Reads again what others wrote while the conversation goes on.</summary>
    /// <returns>False: the device is known no more.</returns>
    public async Task<bool> RefreshAsync(Workspace workspace, DeviceAspects changed, CancellationToken cancellationToken)
    {
        if ((changed & (DeviceAspects.Row | DeviceAspects.Layers | DeviceAspects.Credentials | DeviceAspects.Removed)) == DeviceAspects.None)
        {
            return true;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var id = workspace.Known.RowId;
        if (await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellationToken) is not { } row)
        {
            return false;
        }

        workspace.Facts = RowFacts.Of(row);
        if (changed.HasFlag(DeviceAspects.Layers))
        {
            workspace.Desired = await documents.DesiredAsync(db, id, cancellationToken);
        }

        if (changed.HasFlag(DeviceAspects.Credentials))
        {
            workspace.Credential = await db.DeviceCredentials.AsNoTracking().FirstOrDefaultAsync(c => c.DeviceId == id, cancellationToken);
        }

        return true;
    }

    public void Keep(Workspace workspace, int version) => cache.Add(workspace.Known.RowId, version, workspace.Documents);
}
