using System.Net;

namespace CpeSimulator.Firewalls;

/// <summary>The connections that the firewall let begin. Bounded: the oldest is forgotten first, as a full gateway does.</summary>
internal sealed class ConnectionTable(TimeProvider clock, int capacity = 4096)
{
    private readonly record struct Key(int Protocol, IPAddress Source, int SourcePort, IPAddress Destination, int DestinationPort);

    private readonly Dictionary<Key, DateTimeOffset> _lastSeen = [];
    private readonly Queue<Key> _age = new();

    public int Count => _lastSeen.Count;

    /// <summary>NEW, ESTABLISHED or INVALID.</summary>
    public string StateOf(Packet packet)
    {
        if (IsKnown(KeyOf(packet)) || IsKnown(Reverse(KeyOf(packet))))
        {
            return "ESTABLISHED";
        }

        return packet is { Protocol: 6, Opens: false } ? "INVALID" : "NEW";
    }

    public void Accepted(Packet packet)
    {
        var key = KeyOf(packet);
        var reverse = Reverse(key);
        var known = _lastSeen.ContainsKey(reverse) ? reverse : key;
        if (!_lastSeen.ContainsKey(known))
        {
            _age.Enqueue(known);
            while (_lastSeen.Count >= capacity && _age.TryDequeue(out var oldest))
            {
                _lastSeen.Remove(oldest);
            }
        }

        _lastSeen[known] = clock.GetUtcNow();
    }

    public void Clear()
    {
        _lastSeen.Clear();
        _age.Clear();
    }

    // As Linux's conntrack: an idle TCP connection lives five days, everything else three minutes.
    private bool IsKnown(Key key) =>
        _lastSeen.TryGetValue(key, out var seen) &&
        clock.GetUtcNow() - seen <= (key.Protocol == 6 ? TimeSpan.FromDays(5) : TimeSpan.FromMinutes(3));

    private static Key KeyOf(Packet p) => new(p.Protocol, p.Source, p.SourcePort, p.Destination, p.DestinationPort);

    private static Key Reverse(Key k) => new(k.Protocol, k.Destination, k.DestinationPort, k.Source, k.SourcePort);
}
