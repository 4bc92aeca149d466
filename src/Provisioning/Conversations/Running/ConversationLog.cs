using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

/// <summary>Writes the lines of conversations behind them. Under more load than the disk takes, the oldest lines are lost, and only lines.</summary>
internal sealed partial class ConversationLog(IGroupCommit commit, TimeProvider time, ILogger<ConversationLog> logger) : BackgroundService
{
    private const int Page = 500;

    private readonly Channel<ConversationLineRow> _lines =
        Channel.CreateBounded<ConversationLineRow>(new BoundedChannelOptions(20_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Add(ConversationLineRow line) => _lines.Writer.TryWrite(line);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pulse = new PeriodicTimer(ConversationTiming.Lag, time);
        try
        {
            while (await pulse.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            await FlushAsync();
        }
    }

    private async Task FlushAsync()
    {
        var page = new List<ConversationLineRow>(Page);
        while (_lines.Reader.TryRead(out var line))
        {
            page.Add(line);
            if (page.Count == Page)
            {
                await WriteAsync(page);
                page = new List<ConversationLineRow>(Page);
            }
        }

        await WriteAsync(page);
    }

    private async Task WriteAsync(List<ConversationLineRow> page)
    {
        if (page.Count == 0)
        {
            return;
        }

        try
        {
            await commit.CommitAsync((db, _) =>
            {
                // Copies, for the work may run twice and a row that is tracked already has its number.
                db.ConversationLines.AddRange(page.Select(l => new ConversationLineRow
                {
                    DeviceId = l.DeviceId,
                    ConversationId = l.ConversationId,
                    At = l.At,
                    Protocol = l.Protocol,
                    Direction = l.Direction,
                    Summary = l.Summary,
                }));
                return Task.CompletedTask;
            }, CancellationToken.None);
        }
        catch (Exception failure)
        {
            Log.NotWritten(logger, page.Count, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1011, LogLevel.Warning, "{Count} lines of conversations could not be written: {Reason}")]
        public static partial void NotWritten(ILogger logger, int count, string reason);
    }
}
