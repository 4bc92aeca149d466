using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Provisioning.Mud;

/// <summary>
/// The addresses of one name, each with the time until which it counts. A device may still use an answer that its resolver
/// no longer gives, so addresses stay for a while (RFC 9726 §3).
/// </summary>
public static class ResolvedAddresses
{
    /// <summary>Names that hand out more are not narrowed by their addresses anyway.</summary>
    public const int Capacity = 64;

    private static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(10);

    /// <summary>Of a churning name: what it handed out comes again, and a set that fills up to the capacity changes rarely.</summary>
    private static readonly TimeSpan ChurningWindow = TimeSpan.FromHours(24);

    public static ImmutableDictionary<IPAddress, DateTimeOffset> Read(string? json)
    {
        var map = string.IsNullOrEmpty(json) ? null : JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(json);
        return (map ?? []).Where(p => IPAddress.TryParse(p.Key, out _)).ToImmutableDictionary(p => IPAddress.Parse(p.Key), p => p.Value);
    }

    public static string Write(IReadOnlyDictionary<IPAddress, DateTimeOffset> addresses) =>
        JsonSerializer.Serialize(Sort(addresses.Keys).ToDictionary(a => a.ToString(), a => addresses[a], StringComparer.Ordinal));

    /// <summary>What the firewall may use: IPv4 first, in numeric order.</summary>
    public static IReadOnlyList<IPAddress> List(string? json) => [.. Sort(Read(json).Keys)];

    /// <summary>
    /// What counts after an answer: the answer for max(2·TTL, 10 minutes) from now, and what was known until its own time. Beyond
    /// the capacity the ones that end first go.
    /// </summary>
    /// <param name="isChurning">Addresses count for 24 hours then.</param>
    public static ImmutableDictionary<IPAddress, DateTimeOffset> Merge(
        IReadOnlyDictionary<IPAddress, DateTimeOffset> known, IEnumerable<IPAddress> answer, TimeSpan timeToLive, DateTimeOffset now, bool isChurning = false)
    {
        var shortest = isChurning ? ChurningWindow : ShortestWindow;
        var window = timeToLive * 2 > shortest ? timeToLive * 2 : shortest;
        var merged = known.Where(k => k.Value > now).ToDictionary(k => k.Key, k => k.Value);
        foreach (var address in answer)
        {
            var until = now + window;
            merged[address] = merged.TryGetValue(address, out var before) && before > until ? before : until;
        }

        return merged
            .OrderByDescending(m => m.Value)
            .ThenBy(m => m.Key.ToString(), StringComparer.Ordinal)
            .Take(Capacity)
            .ToImmutableDictionary();
    }

    private static IEnumerable<IPAddress> Sort(IEnumerable<IPAddress> addresses) => addresses
        .OrderBy(a => a.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
        .ThenBy(a => Convert.ToHexString(a.GetAddressBytes()), StringComparer.Ordinal);
}
