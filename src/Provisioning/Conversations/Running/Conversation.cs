using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Nodes;
using Provisioning.Storage.Rows;
using Provisioning.Transfers;

namespace Provisioning.Conversations.Running;

/// <summary>One conversation. It looks into the database only when there may be something to do.</summary>
internal sealed class Conversation(KnownDevice device, Contact contact, long holder, Conversations home) : IConversation
{
    private const int MaxSettling = 8;

    private readonly List<ConversationLineRow> _lines = [];
    private readonly Guid _id = Guid.NewGuid();
    private Workspace? _workspace;
    private IWork[] _works = [];
    private DeviceStatus _worksFor;
    private (IWork Work, Operation Operation)? _current;
    private bool _isOver;
    private HeldLease? _lease;
    private TimeSpan _wait;

    public DeviceId Device => device.Id;

    /// <summary>Takes in what the contact says; durable when it returns, unless it said nothing new.</summary>
    public async ValueTask<ConversationResult> BeginAsync(CancellationToken cancellationToken)
    {
        var hash = Volunteered.Hash(contact.Values);
        var before = contact.Protocol == Protocols.Cwmp ? device.CwmpValues : device.UspValues;
        var now = home.Time.GetUtcNow();
        home.Oddities.Look(device, contact, hash, now);
        if (hash == before && IsPlain() && device.IsQuiet(now) && device.Protocols.HasFlag(contact.Protocol)
            && (contact.Identity.EndpointId is null || contact.Identity.EndpointId == device.EndpointId))
        {
            return new ConversationResult.Opened(this);
        }

        if (await LoadAsync(cancellationToken) is not { } workspace)
        {
            return _wait > TimeSpan.Zero ? new ConversationResult.Busy(_wait) : Forgotten();
        }

        ContactNews.Take(workspace, home.Oddities.Understood(workspace, contact), home.Signal, now);
        var undone = home.Pushed.Came(workspace, contact, now);
        if (!await workspace.SaveAsync(home.Commit, now) || (undone && !await home.Loader.RefreshAsync(workspace, DeviceAspects.Layers, cancellationToken)))
        {
            home.Known.Forget(device);
            return Forgotten();
        }

        if (contact.Protocol == Protocols.Cwmp)
        {
            device.CwmpValues = hash;
        }
        else
        {
            device.UspValues = hash;
        }

        return new ConversationResult.Opened(this);
    }

    public ValueTask<Operation?> NextAsync(CancellationToken cancellationToken) =>
        _workspace is null && (_isOver || device.IsQuiet(home.Time.GetUtcNow())) || device.MustRest(home.Time.GetUtcNow())
            ? ValueTask.FromResult<Operation?>(null)
            : WorkAsync(cancellationToken);

    public async ValueTask CompleteAsync(Outcome outcome, CancellationToken cancellationToken)
    {
        if (_current is not { } current || _workspace is not { } workspace || outcome.OperationId != current.Operation.Id)
        {
            return;
        }

        _current = null;
        var now = home.Time.GetUtcNow();
        if (!device.Enter(holder, now + ConversationTiming.Lease))
        {
            _isOver = true;
            return;
        }

        try
        {
            if (outcome is Outcome.ValuesRead read)
            {
                Volunteered.Columns(workspace, read.Values, now);
            }

            var before = workspace.Reported;
            outcome = home.Trust.Explain(workspace, current.Operation, outcome);
            workspace.Reported = DesiredState.ReportedAfter.Of(workspace.Reported, current.Operation, outcome, now);
            current.Work.Complete(workspace, current.Operation, outcome, now);
            home.Oddities.Took(workspace, current.Operation, outcome);
            home.Hosts.Take(workspace, current.Operation, outcome, now);
            home.Transfers.Take(workspace, current.Operation, outcome, now);
            home.Trust.Took(workspace, before, current.Operation, outcome);
            home.Pushed.Took(workspace, outcome, now);
            _isOver |= !await workspace.SaveAsync(home.Commit, now);
        }
        finally
        {
            device.Leave(holder);
        }
    }

    public async ValueTask ReportAsync(IReadOnlyList<Report> reports, CancellationToken cancellationToken)
    {
        var now = home.Time.GetUtcNow();
        if (await LoadAsync(cancellationToken) is not { } workspace)
        {
            if (_wait > TimeSpan.Zero)
            {
                // Another node has the device: not acknowledged, so it is told again.
                throw new LeaseLostException(device.RowId);
            }

            return;
        }

        var before = workspace.Reported;
        foreach (var report in reports)
        {
            await TakeAsync(workspace, report, now, cancellationToken);
        }

        home.Trust.Compare(workspace, before);
        device.Unquiet();
        await workspace.SaveAsync(home.Commit, now);
    }

    public void Log(ConversationDirection direction, string summary) => _lines.Add(new ConversationLineRow
    {
        DeviceId = device.RowId,
        ConversationId = _id,
        At = home.Time.GetUtcNow(),
        Protocol = contact.Protocol,
        Direction = direction,
        Summary = summary.Length <= 512 ? summary : summary[..512],
    });

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_current is { } current)
            {
                await CompleteAsync(new Outcome.Lost(current.Operation.Id, "The conversation ended before the answer."), CancellationToken.None);
            }

            if (_workspace is { IsDirty: true } workspace)
            {
                await workspace.SaveAsync(home.Commit, home.Time.GetUtcNow());
            }
        }
        catch (LeaseLostException)
        {
            // Whoever has the device now works on what is on disk.
        }
        finally
        {
            WriteLines();
            await ReleaseAsync();
        }
    }

    /// <summary>Gives both leases back, whatever else went wrong.</summary>
    public async ValueTask ReleaseAsync()
    {
        try
        {
            if (Interlocked.Exchange(ref _lease, null) is { } lease)
            {
                await lease.ReleaseAsync();
            }
        }
        finally
        {
            device.Release(holder);
        }
    }

    private async ValueTask TakeAsync(Workspace workspace, Report report, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (report)
        {
            case Report.Transfer transfer:
                TransferNews.Take(workspace, transfer, await home.Transfers.OfAsync(device.RowId, cancellationToken), home.Signal, now);
                break;
            case Report.OwnTransfer own:
                var known = await home.Transfers.OfAsync(device.RowId, cancellationToken);
                TransferNews.Take(workspace, own, home.Transfers.Address(own.Url, device.RowId), known, home.Signal, now);
                break;
            case Report.BulkData pushed:
                home.BulkData.Take(workspace, pushed, now);
                break;
            case Report.Told told when home.Flows.OfEvent(told.Event, told.Arguments) is { } flow:
                FlowNews.Take(workspace, flow, home.Waiting, home.Signal, now);
                break;
            default:
                ReportNews.Take(workspace, report, home.Signal, now);
                break;
        }
    }

    /// <summary>
    /// A contact that says nothing by itself. On another node's word it may come because of work that this one has not heard of yet.
    /// </summary>
    private bool IsPlain() => ContactNews.IsPlain(contact) && (home.IsAlone || !contact.Events.Contains(ContactEvent.Requested));

    private static ConversationResult.Refused Forgotten() => new("It was forgotten just now.");

    private async ValueTask<Operation?> WorkAsync(CancellationToken cancellationToken)
    {
        var now = home.Time.GetUtcNow();
        if (_isOver || !device.Enter(holder, now + ConversationTiming.Lease))
        {
            return null;
        }

        try
        {
            if (_current is { } open)
            {
                return open.Operation;
            }

            for (var round = 0; round < MaxSettling; round++)
            {
                if (await LoadAsync(cancellationToken) is not { } workspace)
                {
                    return null;
                }

                if (await FromWorksAsync(workspace, now, cancellationToken) is { } operation)
                {
                    return operation;
                }

                // Saving touches the device too: quiet is only what stays so after it.
                await workspace.SaveAsync(home.Commit, now);
                if (await SettleAsync(workspace, now, cancellationToken))
                {
                    return null;
                }
            }

            return null;
        }
        finally
        {
            device.Leave(holder);
        }
    }

    private async ValueTask<Operation?> FromWorksAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_works.Length == 0 || _worksFor != workspace.Facts.Status)
        {
            (_works, _worksFor) = (home.WorksFor(workspace.Facts.Status), workspace.Facts.Status);
        }

        foreach (var work in _works)
        {
            if (await work.NextAsync(workspace, now, cancellationToken) is { } operation)
            {
                if (home.Pushed.GoesOut(workspace, operation, now))
                {
                    await workspace.SaveAsync(home.Commit, now);
                }

                var fresh = home.Links.In(operation, device.RowId, contact.RemoteAddress);
                _current = (work, fresh);
                return fresh;
            }
        }

        return null;
    }

    /// <returns>True: nothing was written meanwhile, and nothing is to do before the time that the works say.</returns>
    private async ValueTask<bool> SettleAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = now + ConversationTiming.LongestQuiet;
        foreach (var work in _works)
        {
            var next = work.Due(workspace, now);
            due = next < due ? next : due;
        }

        device.QuietUntil(due);
        var changed = device.TakeChanges();
        if (changed == DeviceAspects.None)
        {
            home.Loader.Keep(workspace);
            return true;
        }

        return !await home.Loader.RefreshAsync(workspace, changed, cancellationToken);
    }

    private async ValueTask<Workspace?> LoadAsync(CancellationToken cancellationToken)
    {
        if (_workspace is not null)
        {
            return _workspace;
        }

        _wait = await home.Leases.TakeAsync(device.RowId, holder, cancellationToken);
        if (_wait > TimeSpan.Zero)
        {
            _isOver = true;
            return null;
        }

        _lease = new HeldLease(home.Leases, device.RowId, holder);
        _workspace = await home.Loader.LoadAsync(device, contact.Protocol, contact.Trust, _lease, cancellationToken);
        if (_workspace is null)
        {
            home.Known.Forget(device);
            _isOver = true;
        }

        return _workspace;
    }

    /// <summary>A contact that led to nothing leaves its lines only now and then; the others are counted in them.</summary>
    private void WriteLines()
    {
        if (_lines.Count == 0)
        {
            return;
        }

        var now = home.Time.GetUtcNow().UtcTicks;
        if (_workspace is null && now - device.LastLineAt < ConversationTiming.QuietLine.Ticks)
        {
            device.QuietContacts++;
            return;
        }

        if (device.QuietContacts > 0)
        {
            _lines[0].Summary += $" (and {device.QuietContacts} like it before)";
        }

        (device.QuietContacts, device.LastLineAt) = (0, now);
        _lines.ForEach(home.Lines.Add);
    }
}
