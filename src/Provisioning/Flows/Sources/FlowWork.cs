using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Provisioning.Firmware;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Flows.Sources;

/// <summary>Holds what waits against the policies of its homes, a page at a time. One gateway's trouble is its own.</summary>
public sealed partial class FlowWork(
    IDbContextFactory<AcsDbContext> contexts, FlowIntake intake, IGroupCommit commit, UploadStore uploads, TimeProvider time, ILogger<FlowWork> logger)
{
    private const int Page = 200;
    private const int MostBytes = 4 * 1024 * 1024;

    // What could not be worked on for so long never will be.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (long last = 0; ;)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await db.WaitingFlows.AsNoTracking().Where(f => f.Id > last).OrderBy(f => f.Id).Take(Page).ToListAsync(cancellationToken);
            foreach (var home in rows.GroupBy(r => r.DeviceId))
            {
                await TakeAsync(home.Key, [.. home], cancellationToken);
            }

            if (rows.Count < Page)
            {
                return;
            }

            last = rows[^1].Id;
        }
    }

    private async Task TakeAsync(long deviceId, IReadOnlyList<WaitingFlowsRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        try
        {
            await intake.TakeAsync(
                deviceId, [.. rows.SelectMany(FlowsOf)], (db, token) => db.WaitingFlows.Where(f => ids.Contains(f.Id)).ExecuteDeleteAsync(token), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, deviceId, e);
            var over = time.GetUtcNow() - Patience;
            await commit.CommitAsync((db, token) => db.WaitingFlows.Where(f => ids.Contains(f.Id) && f.At < over).ExecuteDeleteAsync(token), cancellationToken);
        }
    }

    private IReadOnlyList<FlowRecord> FlowsOf(WaitingFlowsRow row) =>
        row.FileId is not { } file ? FlowLines.Read(row.Flows) : uploads.Find(file) is { } path ? FirewallLog.Read(LastLines(path)) : [];

    /// <summary>The newest are at the end.</summary>
    private static IEnumerable<string> LastLines(string path)
    {
        using var stream = File.OpenRead(path);
        stream.Seek(-Math.Min(stream.Length, MostBytes), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Error, "The flows of device {DeviceId} could not be held against its policies; the others go on")]
        public static partial void Failed(ILogger logger, long deviceId, Exception exception);
    }
}
