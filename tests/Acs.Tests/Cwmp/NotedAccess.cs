using System.Collections.Concurrent;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp;

/// <summary>Keeps every attempt, in order.</summary>
internal sealed class NotedAccess : IAccessLog
{
    private readonly ConcurrentQueue<AccessAttempt> _all = new();

    public IReadOnlyList<AccessAttempt> All => [.. _all];

    public void Note(AccessAttempt attempt) => _all.Enqueue(attempt);
}
