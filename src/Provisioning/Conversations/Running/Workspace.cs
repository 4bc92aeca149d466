using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall.Trials;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Nodes;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

/// <summary>
/// All that is known of one device while a conversation with it goes on, and what it will write. The documents are
/// immutable: a change replaces one, and <see cref="SaveAsync"/> writes what was replaced in one commit.
/// </summary>
internal sealed class Workspace(KnownDevice known, Protocols via, ContactTrust trust, HeldLease lease)
{
    private readonly List<Action<DeviceRow>> _rowChanges = [];
    private readonly List<(string Kind, string Text)> _events = [];
    private readonly List<Func<AcsDbContext, DeviceRow, CancellationToken, Task>> _more = [];
    private readonly List<Action> _afterwards = [];
    private DeviceDocuments _saved = DeviceDocuments.Empty;
    private long _version;
    private bool _overwrote;
    private FirewallStanding _standing = FirewallStanding.None;

    public KnownDevice Known => known;

    public Protocols Via => via;

    public ContactTrust Trust => trust;

    public HeldLease Lease => lease;

    /// <summary>The gateway came to say so: CWMP <c>8 DIAGNOSTICS COMPLETE</c>.</summary>
    public bool DiagnosticsEnded { get; set; }

    /// <summary>The gateway came to tell how a transfer ended: CWMP <c>7 TRANSFER COMPLETE</c>.</summary>
    public bool TransferAnnounced { get; set; }

    /// <summary>A refusal has led to another look at the agent's roles.</summary>
    public bool AskedTrust { get; set; }

    /// <summary>The gateway came because it had started anew.</summary>
    public bool CameRestarted { get; set; }

    public required RowFacts Facts { get; set; }

    public required DesiredDevice Desired { get; set; }

    public DeviceCredentialRow? Credential { get; set; }

    /// <summary>Of the firewalls that were brought to it.</summary>
    public FirewallStanding Standing { get; set; } = FirewallStanding.None;

    public ReportedParameters Reported { get; set; } = ReportedParameters.Empty;

    public Capabilities Capabilities { get; set; } = Capabilities.None;

    public ReconcileProgress? Progress { get; set; }

    /// <summary>The documents as the database has them.</summary>
    public DeviceDocuments Documents => _saved;

    /// <summary>Under which root it told its values when it came; null: it told none.</summary>
    public string? ToldRoot { get; set; }

    /// <summary>
    /// <c>Device.</c> or <c>InternetGatewayDevice.</c>: as discovered over this protocol (a gateway may have another data model
    /// over each), else as the gateway writes its parameters.
    /// </summary>
    public string Root =>
        Capabilities.Root.Length > 0 && (ToldRoot is null || Capabilities.Over.HasFlag(via)) ? Capabilities.Root
        : ToldRoot is { } told ? told
        : Reported.Under("Device.").Length == 0 && Reported.Under("InternetGatewayDevice.").Length > 0 ? "InternetGatewayDevice."
        : "Device.";

    public bool IsDirty =>
        _rowChanges.Count + _events.Count + _more.Count > 0 || !ReferenceEquals(Reported, _saved.Reported)
        || !ReferenceEquals(Standing, _standing) || !ReferenceEquals(Capabilities, _saved.Capabilities) || !ReferenceEquals(Progress, _saved.Progress);

    /// <summary>The documents' version that <see cref="Documents"/> are; null: somebody else wrote too, so they are nobody's.</summary>
    public long? Version => _overwrote ? null : _version;

    /// <param name="version">As the database has it; 0: there is no row.</param>
    public void Loaded(DeviceDocuments documents, long version)
    {
        (_saved, _version) = (documents, version);
        (Reported, Capabilities, Progress) = (documents.Reported, documents.Capabilities, documents.Progress);
    }

    public void Loaded(FirewallStanding standing) => Standing = _standing = standing;

    /// <summary>May run twice, each time on the row as it then is.</summary>
    public void ChangeRow(Action<DeviceRow> change) => _rowChanges.Add(change);

    public void Happened(string kind, string text) => _events.Add((kind, text));

    /// <summary>More to write in the same commit. May run twice.</summary>
    public void AlsoWrite(Func<AcsDbContext, DeviceRow, CancellationToken, Task> write) => _more.Add(write);

    /// <summary>To do once all is durable.</summary>
    public void Afterwards(Action action) => _afterwards.Add(action);

    public void Converge(ConvergenceState state, string reason, DateTimeOffset now)
    {
        if (Facts.Convergence == state
            && string.Equals(Facts.ConvergenceReason, reason, StringComparison.Ordinal)
            && string.Equals(Facts.DesiredHash, Desired.Hash, StringComparison.Ordinal))
        {
            return;
        }

        if (Facts.Convergence != state && state is ConvergenceState.Converged or ConvergenceState.Faulted)
        {
            Happened(state == ConvergenceState.Converged ? "device.converged" : "device.faulted", reason);
        }

        var since = Facts.Convergence == state ? (DateTimeOffset?)null : now;
        var hash = Desired.Hash;
        Facts = Facts with { Convergence = state, ConvergenceReason = reason, DesiredHash = hash };
        ChangeRow(row =>
        {
            row.Convergence = state;
            row.ConvergenceReason = reason.Length <= 4000 ? reason : reason[..4000];
            row.ConvergenceSince = since ?? row.ConvergenceSince;
            row.DesiredHash = hash;
        });
    }

    /// <summary>Writes all that changed, durable when it returns.</summary>
    /// <returns>False: the device is known no more.</returns>
    public async Task<bool> SaveAsync(IGroupCommit commit, DateTimeOffset now)
    {
        var found = true;
        if (IsDirty)
        {
            var after = new DeviceDocuments(Reported, Capabilities, Progress);
            var encoded = Encode(after);
            var standing = Standing;
            var (before, tries) = (_version, 0);
            await commit.CommitAsync(
                async (db, token) =>
                {
                    _version = before;
                    found = await WriteAsync(db, encoded, tries++ > 0, now, token);
                },
                CancellationToken.None);
            _saved = after;
            _standing = standing;
            _rowChanges.Clear();
            _events.Clear();
            _more.Clear();
        }

        foreach (var action in _afterwards)
        {
            action();
        }

        _afterwards.Clear();
        return found;
    }

    private DeviceDocumentRow? Encode(DeviceDocuments after)
    {
        var row = new DeviceDocumentRow
        {
            DeviceId = known.RowId,
            Reported = ReferenceEquals(after.Reported, _saved.Reported) ? null : DocumentCodec.Encode(after.Reported),
            Capabilities = ReferenceEquals(after.Capabilities, _saved.Capabilities) ? null : DocumentCodec.Encode(after.Capabilities),
            Progress = ReferenceEquals(after.Progress, _saved.Progress) || after.Progress is null ? null : DocumentCodec.Encode(after.Progress),
        };
        return row is { Reported: null, Capabilities: null, Progress: null } ? null : row;
    }

    private async Task<bool> WriteAsync(AcsDbContext db, DeviceDocumentRow? documents, bool again, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await DeviceRows.FindTrackedAsync(db, known.RowId, cancellationToken) is not { } device)
        {
            return false;
        }

        await lease.RenewAsync(db, cancellationToken);
        if (documents is not null)
        {
            await WriteAsync(db, documents, again, cancellationToken);
        }

        foreach (var write in _more)
        {
            await write(db, device, cancellationToken);
        }

        if (Standing != _standing)
        {
            await FirewallStandings.WriteAsync(db, device.Id, Standing, now, cancellationToken);
        }

        foreach (var change in _rowChanges)
        {
            change(device);
        }

        foreach (var (kind, text) in _events)
        {
            var shown = text.Length <= 4000 ? text : text[..4000];
            db.DeviceEvents.Add(new DeviceEventRow { DeviceId = known.RowId, At = now, Kind = kind, Text = shown });
        }

        if (db.Entry(device).State == EntityState.Modified || _rowChanges.Count > 0)
        {
            device.Revision++;
        }

        return true;
    }

    /// <summary>
    /// Writes only the documents that changed, without reading the others: they are large. If somebody else wrote meanwhile, the
    /// second try writes ours over theirs, and what is in memory is not kept. But a person who says "try again" meanwhile
    /// (<see cref="IDeviceDocuments.StartAnewAsync"/>) is heard: the count that he ended is forgotten here, too.
    /// </summary>
    private async Task WriteAsync(AcsDbContext db, DeviceDocumentRow documents, bool again, CancellationToken cancellationToken)
    {
        if (again)
        {
            var there = await db.DeviceDocuments.AsNoTracking().Where(d => d.DeviceId == known.RowId).Select(d => new { d.Version, d.Progress }).FirstOrDefaultAsync(cancellationToken);
            if (there is not null && there.Version != _version && DocumentCodec.DecodeProgress(there.Progress) is { } anew && anew.IsAnew())
            {
                (Progress, documents.Progress) = (anew, there.Progress);
            }

            _overwrote |= (there?.Version ?? 0) != _version;
            _version = there?.Version ?? 0;
        }

        var row = db.DeviceDocuments.Local.FirstOrDefault(d => d.DeviceId == known.RowId);
        if (row is null)
        {
            row = new DeviceDocumentRow { DeviceId = known.RowId, Version = _version };
            if (_version > 0)
            {
                db.DeviceDocuments.Attach(row);
            }
            else
            {
                db.DeviceDocuments.Add(row);
            }
        }

        row.Version = ++_version;
        row.Reported = documents.Reported ?? row.Reported;
        row.Capabilities = documents.Capabilities ?? row.Capabilities;
        row.Progress = documents.Progress ?? row.Progress;
    }
}
