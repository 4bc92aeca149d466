using System.Collections.Concurrent;

namespace Benchmarks.Cwmp;

/// <summary>What became of the sessions of one round.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _errors = new(StringComparer.Ordinal);
    private long _sessions;
    private long _asked;

    public long Sessions => Interlocked.Read(ref _sessions);

    /// <summary>Requests of the server, which only first contacts should get.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    public bool HasErrors => !_errors.IsEmpty;

    public void Session(int asked)
    {
        Interlocked.Increment(ref _sessions);
        Interlocked.Add(ref _asked, asked);
    }

    public void Error(string kind) => _errors.AddOrUpdate(kind, 1, (_, count) => count + 1);

    public string Errors => _errors.IsEmpty ? "no errors" : string.Join(", ", _errors.OrderByDescending(e => e.Value).Select(e => $"{e.Value} × {e.Key}"));
}
