using Microsoft.Extensions.Options;

namespace Provisioning.Wire;

/// <summary>The last messages that belong to no known device: what a lab needs to see of a gateway that cannot say who it is. In memory.</summary>
public sealed class WireUnidentified(IOptions<WireOptions> options)
{
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<WireExchange> _kept = new();
    private long _bytes;
    private long _number;

    public void Add(WireExchange exchange)
    {
        lock (_lock)
        {
            var numbered = exchange with { Number = ++_number };
            _kept.Enqueue(numbered);
            _bytes += Size(numbered);
            while (_kept.Count > options.Value.MaxUnidentified || (_bytes > MaxBytes && _kept.Count > 1))
            {
                _bytes -= Size(_kept.Dequeue());
            }
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<WireExchange> All()
    {
        lock (_lock)
        {
            return [.. _kept];
        }
    }

    private static long Size(WireExchange exchange) => Size(exchange.Request) + Size(exchange.Response) + 512;

    private static long Size(WireMessage? message) =>
        message is null ? 0 : message.Head.Length + message.Body.Length + (2L * (message.Text?.Length ?? 0));
}
