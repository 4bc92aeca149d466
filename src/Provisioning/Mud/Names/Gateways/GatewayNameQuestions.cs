using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Diagnostics;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Names.Gateways;

/// <summary>Orders the lookups that are due, few at a time from each gateway.</summary>
internal sealed class GatewayNameQuestions(IGroupCommit commit, IWorkSignal signal, TimeProvider time)
{
    /// <summary>Author of the operations, as a device's list shows them.</summary>
    public const string Author = "mud";

    private const int Page = 2000;
    private const int AtOnce = 4;

    public async Task AskAsync(CancellationToken cancellationToken)
    {
        var asked = new HashSet<long>();
        await commit.CommitAsync(
            async (db, token) =>
            {
                asked.Clear();
                var now = time.GetUtcNow();
                var due = await db.GatewayNames
                    .Where(n => n.DueAt <= now && n.OperationId == null && db.Devices.Any(d => d.Id == n.DeviceId && d.Status == DeviceStatus.Active)
                        && db.GatewayNames.Count(o => o.DeviceId == n.DeviceId && o.OperationId != null) < AtOnce)
                    .OrderBy(n => n.DueAt).ThenBy(n => n.DeviceId).ThenBy(n => n.Name).Take(Page).ToListAsync(token);
                foreach (var row in due.GroupBy(n => n.DeviceId).SelectMany(g => g.Take(AtOnce)))
                {
                    row.OperationId = Guid.CreateVersion7(now);
                    db.Operations.Add(Order(row, now));
                    asked.Add(row.DeviceId);
                }
            },
            cancellationToken);
        foreach (var device in asked)
        {
            signal.WakeWanted(device);
        }
    }

    private static OperationRow Order(GatewayNameRow row, DateTimeOffset now) => new()
    {
        Id = row.OperationId!.Value,
        DeviceId = row.DeviceId,
        Type = OperationTypes.Diagnostic,
        Request = new OperationRequest
        {
            Type = OperationTypes.Diagnostic,
            Diagnostic = DiagnosticKinds.NsLookup,
            Arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = row.Name, ["timeoutMs"] = "5000", ["count"] = "1" },
        }.ToJson(),
        Author = Author,
        CreatedAt = now,
    };
}
