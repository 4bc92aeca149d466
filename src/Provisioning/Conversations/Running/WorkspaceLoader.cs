using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Firewall.Trials;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Nodes;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Fills workspaces, and keeps the documents of the devices that came last. The row says which version of them it has, so a
/// node that another one served the device behind does not work on what it remembers.
/// </summary>
internal sealed class WorkspaceLoader(IDbContextFactory<AcsDbContext> contexts, IDeviceDocuments documents, DocumentCache cache)
{
    /// <returns>Null: the device is known no more.</returns>
    public async Task<Workspace?> LoadAsync(
        KnownDevice known, Protocols via, ContactTrust trust, HeldLease lease, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        known.TakeChanges();
        var found = await db.Devices.AsNoTracking().Where(d => d.Id == known.RowId)
            .Select(d => new { Row = d, Version = db.DeviceDocuments.Where(x => x.DeviceId == d.Id).Select(x => x.Version).FirstOrDefault() })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var workspace = new Workspace(known, via, trust, lease)
        {
            Facts = RowFacts.Of(found.Row),
            Desired = await documents.DesiredAsync(db, known.RowId, cancellationToken),
            Credential = await db.DeviceCredentials.AsNoTracking().FirstOrDefaultAsync(c => c.DeviceId == known.RowId, cancellationToken),
        };
        workspace.Loaded(await FirewallStandings.ReadAsync(db, known.RowId, cancellationToken));
        if (found.Version == 0)
        {
            workspace.Loaded(DeviceDocuments.Empty, 0);
        }
        else if (cache.Find(known.RowId, found.Version) is { } cached)
        {
            workspace.Loaded(cached, found.Version);
        }
        else
        {
            // Of this version or of a later one: then the first write finds out.
            workspace.Loaded(await documents.LoadAsync(db, known.RowId, cancellationToken), found.Version);
            Keep(workspace);
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
            workspace.Loaded(await FirewallStandings.ReadAsync(db, id, cancellationToken));
        }

        if (changed.HasFlag(DeviceAspects.Credentials))
        {
            workspace.Credential = await db.DeviceCredentials.AsNoTracking().FirstOrDefaultAsync(c => c.DeviceId == id, cancellationToken);
        }

        return true;
    }

    public void Keep(Workspace workspace)
    {
        if (workspace.Version is > 0 and { } version)
        {
            cache.Add(workspace.Known.RowId, version, workspace.Documents);
        }
    }
}
