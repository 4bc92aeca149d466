using System.Collections.Concurrent;
using Provisioning.Devices;

namespace UspController.Tests.Doubles;

/// <summary>The list of attempts in memory.</summary>
internal sealed class Attempts : ConcurrentQueue<AccessAttempt>, IAccessLog
{
    public void Note(AccessAttempt attempt) => Enqueue(attempt);
}
