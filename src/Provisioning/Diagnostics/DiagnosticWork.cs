using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Conversations.Running;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Diagnostics;

/// <summary>
/// Diagnostics, one at a time and oldest first. Over CWMP each takes two sessions at least: inputs and <c>Requested</c> are
/// written, the gateway tests when the session is over and comes back with <c>8 DIAGNOSTICS COMPLETE</c>; where that is
/// lost, the state is read in a later session. Over USP it is a command, and its OperationComplete brings the result.
/// </summary>
internal sealed class DiagnosticWork(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit) : IWork
{
    private DateTimeOffset _due = DateTimeOffset.MaxValue;
    private OperationRequest? _request;
    private bool _asked;

    public async ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _due = DateTimeOffset.MaxValue;
        while (!workspace.Known.HasNothingOrdered(now) && await OpenAsync(workspace.Known.RowId, cancellationToken) is { } row)
        {
            if (Read(row) is not { Diagnostic: { } kind } request)
            {
                await CloseAsync(row.Id, OperationResult.Failure("unsupported", "It is no diagnostic."), now);
            }
            else if (DiagnosticObject.Path(kind, workspace.Root) is not { } path)
            {
                await CloseAsync(row.Id, OperationResult.Failure("unsupported", $"{workspace.Root} has no object for {kind}."), now);
            }
            else if (row.AcceptedAt is not { } accepted)
            {
                if (row.Attempts < DiagnosticTiming.MaxAttempts)
                {
                    return await BeginAsync(workspace, row, request, kind, path);
                }

                await CloseAsync(row.Id, OperationResult.Failure("lost", $"It was tried {row.Attempts} times and never answered."), now);
            }
            else if (accepted + DiagnosticTiming.Longest <= now)
            {
                await CloseAsync(row.Id, DiagnosticEnd.TimedOut(), now);
            }
            else
            {
                return Ask(workspace, row, request, accepted, path, now);
            }
        }

        return null;
    }

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        var kind = _request!.Diagnostic!;
        switch (outcome)
        {
            case Outcome.ValuesWritten or Outcome.Accepted { Completed: false }:
                Change(workspace, operation.Id, row => row.AcceptedAt ??= now);
                break;
            case Outcome.Accepted accepted:
                Close(workspace, operation.Id, DiagnosticEnd.Of(kind, DiagnosticOutputs.Of(accepted.Results)), now);
                break;
            case Outcome.ValuesRead read:
                Close(workspace, operation.Id, DiagnosticEnd.Of(kind, DiagnosticOutputs.Of(read.Values, ((Operation.ReadValues)operation).Paths[0])), now);
                break;
            case Outcome.Failed failed:
                Close(workspace, operation.Id, OperationResult.Failure(failed.Fault), now);
                break;
        }
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => _due;

    private async Task<Operation> BeginAsync(Workspace workspace, OperationRow row, OperationRequest request, string kind, string path)
    {
        _request = request with { Via = workspace.Via };
        var json = _request.ToJson();
        await commit.CommitAsync(async (db, token) =>
        {
            await workspace.Lease.RenewAsync(db, token);
            if (await db.Operations.FindAsync([row.Id], token) is { } running)
            {
                (running.State, running.Request) = (OperationState.Running, json);
                running.Attempts++;
            }
        }, CancellationToken.None);
        var inputs = request.Arguments ?? new Dictionary<string, string>(StringComparer.Ordinal);
        return workspace.Via == Protocols.Usp
            ? DiagnosticObject.Command(row.Id, path, kind, inputs)
            : DiagnosticObject.Write(row.Id, path, kind, inputs);
    }

    /// <summary>Over CWMP its state is read: when the gateway says that it has ended, else once a conversation after a while.</summary>
    private Operation.ReadValues? Ask(Workspace workspace, OperationRow row, OperationRequest request, DateTimeOffset accepted, string path, DateTimeOffset now)
    {
        _due = accepted + DiagnosticTiming.Longest;
        if (workspace.Via != Protocols.Cwmp || request.Via != Protocols.Cwmp)
        {
            return null;
        }

        var poll = accepted + DiagnosticTiming.Poll;
        if (_asked || !(workspace.DiagnosticsEnded || poll <= now))
        {
            _due = poll > now ? poll : now + DiagnosticTiming.Poll;
            return null;
        }

        _asked = true;
        _request = request;
        return new Operation.ReadValues(row.Id, [path]);
    }

    private async Task<OperationRow?> OpenAsync(long deviceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Operations.AsNoTracking()
            .Where(o => o.DeviceId == deviceId && o.Type == OperationTypes.Diagnostic && (o.State == OperationState.Pending || o.State == OperationState.Running))
            .OrderBy(o => o.CreatedAt).ThenBy(o => o.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private Task CloseAsync(Guid id, OperationResult result, DateTimeOffset now) => commit.CommitAsync(async (db, token) =>
    {
        if (await db.Operations.FindAsync([id], token) is { } row)
        {
            result.Write(row, now);
        }
    }, CancellationToken.None);

    private static OperationRequest? Read(OperationRow row)
    {
        try
        {
            return OperationRequest.FromJson(row.Request);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Close(Workspace workspace, Guid id, OperationResult? result, DateTimeOffset now)
    {
        if (result is not null)
        {
            Change(workspace, id, row => result.Write(row, now));
        }
    }

    /// <summary>A report may have ended it while its acceptance was on its way: what has ended stays so.</summary>
    private static void Change(Workspace workspace, Guid id, Action<OperationRow> change) => workspace.AlsoWrite(async (db, _, token) =>
    {
        if (await db.Operations.FindAsync([id], token) is { State: OperationState.Running } row)
        {
            change(row);
        }
    });
}
