using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

/// <summary>What people ordered, oldest first. Marked on disk before it is handed out, so that a poison operation never loops.</summary>
internal sealed class OrderedWork(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit) : IWork
{
    private const int MaxAttempts = 3;

    public async ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await WaitingAsync(workspace.Known.RowId, cancellationToken) is { } row)
        {
            if (row.Attempts >= MaxAttempts || (row.State == OperationState.Running && !IsRepeatable(row.Type)))
            {
                var why = row.Attempts >= MaxAttempts ? $"It was tried {row.Attempts} times and never answered." : "Its answer was lost; it may have been done.";
                await CloseAsync(row.Id, OperationResult.Failure("lost", why), now);
                continue;
            }

            try
            {
                var operation = OperationRequest.FromJson(row.Request).ToOperation(row.Id, workspace.Capabilities, workspace.Reported);
                await commit.CommitAsync(async (db, token) =>
                {
                    if (await db.Operations.FindAsync([row.Id], token) is { } running)
                    {
                        running.State = OperationState.Running;
                        running.Attempts++;
                    }
                }, CancellationToken.None);
                return operation;
            }
            catch (Exception wrong) when (wrong is NotSupportedException or System.Text.Json.JsonException)
            {
                await CloseAsync(row.Id, OperationResult.Failure("unsupported", wrong.Message), now);
            }
        }

        return null;
    }

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
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

            if (outcome is Outcome.Accepted { Completed: false })
            {
                row.AcceptedAt = now;
                return;
            }

            OperationResult.Of(outcome).Write(row, now);
        });
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => DateTimeOffset.MaxValue;

    private async Task<OperationRow?> WaitingAsync(long deviceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Operations.AsNoTracking()
            .Where(o => o.DeviceId == deviceId && (o.State == OperationState.Pending || (o.State == OperationState.Running && o.AcceptedAt == null)))
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

    private static bool IsRepeatable(string type) =>
        type is OperationTypes.GetValues or OperationTypes.GetNames or OperationTypes.SetValues or OperationTypes.DeleteInstance;

    private static bool IsRepeatable(Operation operation) =>
        operation is Operation.ReadValues or Operation.Discover or Operation.WriteValues or Operation.DeleteInstances;
}
