using System.Collections.Concurrent;
using Provisioning.Transfers;

namespace Acs.Tests.FileServer;

/// <summary>What the file server told, kept in memory in place of the database.</summary>
internal sealed class SeenTransfers : ITransferRecords
{
    public ConcurrentQueue<(uint Attempt, long Bytes, bool IsLast)> Sent { get; } = [];

    public ConcurrentDictionary<uint, bool> Over { get; } = [];

    public Task<bool> IsOverAsync(long deviceRowId, uint attempt, CancellationToken cancellationToken) => Task.FromResult(Over.ContainsKey(attempt));

    public Task SentAsync(long deviceRowId, uint attempt, long bytes, bool isLast, CancellationToken cancellationToken)
    {
        Sent.Enqueue((attempt, bytes, isLast));
        return Task.CompletedTask;
    }
}
