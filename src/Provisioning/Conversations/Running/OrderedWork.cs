using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Provisioning.DataModels.Capabilities;
using Provisioning.DataModels.Import;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Nodes;
using Provisioning.Storage.Rows;
using Provisioning.Transfers;

namespace Provisioning.Conversations.Running;

/// <summary>What people ordered, oldest first. Marked on disk before it is handed out, so that a poison operation never loops.</summary>
internal sealed class OrderedWork(
    IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, ThisNode node, ModelStore models, CapabilityMaps capabilities,
    OpeningTransfers transfers, SecretBox secrets) : IWork
{
    private const int MaxAttempts = 3;

    private readonly HashSet<Guid> _tablesRead = [];
    private bool _askedMethods;

    public async ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await WaitingAsync(workspace, now, cancellationToken) is { } row)
        {
            if (row.State == OperationState.Running && IsTransfer(row.Type))
            {
                await KeepOpenAsync(workspace, row, now);
                continue;
            }

            var tried = row.Attempts - (_tablesRead.Contains(row.Id) ? 1 : 0);
            if (tried >= MaxAttempts || (row.State == OperationState.Running && !IsRepeatable(row.Type)))
            {
                var why = tried >= MaxAttempts ? $"It was tried {tried} times and never answered." : "Its answer was lost; it may have been done.";
                await CloseAsync(row.Id, OperationResult.Failure("lost", why), now);
                continue;
            }

            if (Missing(workspace, row.Type) is { } missing)
            {
                await CloseAsync(row.Id, OperationResult.Failure(missing), now);
                continue;
            }

            if (MustAskMethods(workspace, row.Type))
            {
                _askedMethods = true;
                return new Operation.ListMethods(Guid.NewGuid());
            }

            Operation operation;
            try
            {
                var request = SealedArguments.Open(OperationRequest.FromJson(row.Request), secrets);
                if (CapabilityRequest.Has(request))
                {
                    var map = capabilities.Of(workspace.Root, workspace.Known.Id, workspace.Facts.SoftwareVersion);
                    if (CapabilityRequest.Reads(request, map) is { Count: > 0 } reads && request.Values is not null && _tablesRead.Add(row.Id))
                    {
                        await CountAsync(workspace, row.Id, running: false);
                        return new Operation.ReadValues(Guid.NewGuid(), reads);
                    }

                    if (CapabilityRequest.Resolve(request, map, workspace.Reported, out var wrong) is not { } resolved)
                    {
                        await CloseAsync(row.Id, OperationResult.Failure("capability", wrong), now);
                        continue;
                    }

                    request = resolved;
                }

                if (AliasedRequest.HasAlias(request))
                {
                    if (MustReadTables(workspace, request, row.Id) is { } read)
                    {
                        await CountAsync(workspace, row.Id, running: false);
                        return read;
                    }

                    if (Understood(workspace, request, out var unknown) is not { } understood)
                    {
                        await CloseAsync(row.Id, OperationResult.Failure("9005", $"No instance has that alias: {unknown}"), now);
                        continue;
                    }

                    request = understood;
                }

                operation = Typed(workspace, request).ToOperation(row.Id, workspace.Capabilities, workspace.Reported);
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                // Whatever is wrong with one order, those behind it are not held up by it.
                await CloseAsync(row.Id, OperationResult.Failure("unsupported", wrong.Message), now);
                continue;
            }

            if (operation is Operation.DeleteInstances delete && tried > 0)
            {
                // The answer that was lost may have told of its deletion.
                operation = delete with { GoneIsDone = true };
            }

            await CountAsync(workspace, row.Id, running: true);
            return operation;
        }

        return null;
    }

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        if (outcome is Outcome.MethodsListed listed)
        {
            workspace.Capabilities = workspace.Capabilities with
            {
                Methods = listed.Methods.ToImmutableSortedSet(StringComparer.Ordinal),
                MethodsVersion = workspace.Facts.SoftwareVersion,
            };
        }

        if (outcome is Outcome.Lost && IsRepeatable(operation))
        {
            return;
        }

        workspace.AlsoWrite(async (db, _, token) =>
        {
            if (await db.Operations.FindAsync([operation.Id], token) is not { } row)
            {
                return;
            }

            if (outcome is Outcome.Accepted { Completed: false } || (outcome is Outcome.Lost && IsTransfer(row.Type)))
            {
                row.AcceptedAt = now;
                return;
            }

            if (outcome is Outcome.SoftwareBegun begun)
            {
                SoftwareParts.Begun(row, begun.Modules, now);
                return;
            }

            OperationResult.Of(outcome).Write(row, now);
        });
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => DateTimeOffset.MaxValue;

    /// <summary>A gateway that speaks both protocols keeps for the other one what this one cannot do.</summary>
    private async ValueTask<OperationRow?> WaitingAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var device = workspace.Known;
        // Another node's order is known here only when the feed has told it: only a node alone may trust its memory.
        if (node.IsAlone && device.HasNothingOrdered(now))
        {
            return null;
        }

        // Before the question: what is ordered while it is answered counts as not asked for.
        var version = device.OperationsVersion;
        IReadOnlyList<string> later = device.Protocols == (Protocols.Cwmp | Protocols.Usp) ? OperationMethods.NotOver(workspace.Via) : [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Operations.AsNoTracking()
            .Where(o => o.DeviceId == device.RowId && !later.Contains(o.Type)
                && (o.State == OperationState.Pending || (o.State == OperationState.Running && o.AcceptedAt == null)))
            .Where(o => o.Type != OperationTypes.Diagnostic)
            .OrderBy(o => o.CreatedAt).ThenBy(o => o.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (waiting is null && later.Count == 0 && !await db.Operations.AnyAsync(
            o => o.DeviceId == device.RowId && o.Type == OperationTypes.Diagnostic && (o.State == OperationState.Pending || o.State == OperationState.Running), cancellationToken))
        {
            device.NothingOrdered(version, now + ConversationTiming.LongestQuiet);
        }

        return waiting;
    }

    /// <summary>
    /// A gateway that hung up, or this server that stopped, before the answer: it may have been taken. Its TransferComplete, the
    /// version that runs or the deadline will tell; it is not ordered twice.
    /// </summary>
    private async Task KeepOpenAsync(Workspace workspace, OperationRow row, DateTimeOffset now)
    {
        var ordered = OrderedTransfer.Of(OperationRequest.FromJson(row.Request).ToOperation(row.Id, workspace.Capabilities));
        await commit.CommitAsync(async (db, token) =>
        {
            if (await db.Operations.FindAsync([row.Id], token) is { State: OperationState.Running } open)
            {
                open.AcceptedAt = now;
                await transfers.OpenAsync(db, row.DeviceId, ordered!, isDone: false, now, token);
            }
        }, CancellationToken.None);
    }

    /// <summary>What is read for an order counts as its attempt: a gateway that cannot bear the reading is not asked for ever.</summary>
    private Task CountAsync(Workspace workspace, Guid id, bool running) => commit.CommitAsync(async (db, token) =>
    {
        await workspace.Lease.RenewAsync(db, token);
        if (await db.Operations.FindAsync([id], token) is not { } row)
        {
            return;
        }

        if (!running || !_tablesRead.Contains(id))
        {
            row.Attempts++;
        }

        row.State = running ? OperationState.Running : row.State;
    }, CancellationToken.None);

    private Task CloseAsync(Guid id, OperationResult result, DateTimeOffset now) => commit.CommitAsync(async (db, token) =>
    {
        if (await db.Operations.FindAsync([id], token) is { } row)
        {
            result.Write(row, now);
        }
    }, CancellationToken.None);

    /// <summary>Not sent, because it is known that the gateway would refuse it.</summary>
    private static Fault? Missing(Workspace workspace, string type)
    {
        if (OperationMethods.NotOver(workspace.Via).Contains(type, StringComparer.Ordinal))
        {
            return new Fault(FaultKind.NotSupported, workspace.Via == Protocols.Cwmp ? "9000" : "unsupported", $"{workspace.Via.ToString().ToUpperInvariant()} has no {type}.", []);
        }

        var needed = OperationMethods.OptionalFor(type);
        var capabilities = workspace.Capabilities;
        return needed.Count > 0 && workspace.Via == Protocols.Cwmp
            && capabilities.KnowsMethods(workspace.Facts.SoftwareVersion) && !needed.Any(capabilities.Methods!.Contains)
            ? new Fault(FaultKind.NotSupported, "9000", $"The gateway does not have {string.Join(" or ", needed)}: its GetRPCMethods names {capabilities.Methods!.Count} others.", [])
            : null;
    }

    /// <summary>Once per software version, and only when something optional is wanted.</summary>
    private bool MustAskMethods(Workspace workspace, string type) =>
        !_askedMethods && workspace.Via == Protocols.Cwmp && OperationMethods.OptionalFor(type).Count > 0
        && !workspace.Capabilities.KnowsMethods(workspace.Facts.SoftwareVersion);

    /// <summary>A value that came without a type has the one of the vendor's data model, where that was imported.</summary>
    private OperationRequest Typed(Workspace workspace, OperationRequest request)
    {
        if (request.Values is not { } values || values.All(v => v.Type != ParameterType.Unknown))
        {
            return request;
        }

        var table = request.Type == OperationTypes.AddInstance ? $"{AliasPath.Last(request.Path ?? "")?.Table ?? request.Path}1." : "";
        return request with
        {
            Values = [.. values.Select(v => v.Type == ParameterType.Unknown && models.Find(workspace.Known.Id, workspace.Facts.SoftwareVersion, table + v.Path) is { } model ? v with { Type = model.Type } : v)],
        };
    }

    /// <summary>Read for each operation anew: somebody may have given the alias to another row.</summary>
    private Operation.ReadValues? MustReadTables(Workspace workspace, OperationRequest request, Guid id) =>
        workspace.Via == Protocols.Cwmp && !AliasedRequest.IsUnderstood(workspace.Root, workspace.Reported)
        && AliasedRequest.Tables(request) is { Count: > 0 } tables && _tablesRead.Add(id)
            ? new Operation.ReadValues(Guid.NewGuid(), tables)
            : null;

    private static OperationRequest? Understood(Workspace workspace, OperationRequest request, out string? unknown)
    {
        unknown = null;
        return workspace.Via == Protocols.Usp ? AliasedRequest.ForUsp(request)
            : AliasedRequest.IsUnderstood(workspace.Root, workspace.Reported) ? request
            : AliasedRequest.ByNumber(request, workspace.Reported, out unknown);
    }

    private static bool IsTransfer(string type) => type is OperationTypes.Download or OperationTypes.Upload or OperationTypes.ScheduleDownload;

    private static bool IsRepeatable(string type) => type
        is OperationTypes.GetValues or OperationTypes.GetNames or OperationTypes.SetValues or OperationTypes.DeleteInstance
        or OperationTypes.QueuedTransfers or OperationTypes.GetAttributes or OperationTypes.SetAttributes or OperationTypes.GetOptions
        or OperationTypes.RpcMethods;

    private static bool IsRepeatable(Operation operation) => operation
        is Operation.ReadValues or Operation.Discover or Operation.WriteValues or Operation.DeleteInstances
        or Operation.ListTransfers or Operation.ReadAttributes or Operation.WriteAttributes or Operation.ReadOptions
        or Operation.ListMethods;
}
