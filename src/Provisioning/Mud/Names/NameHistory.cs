using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Provisioning.Mud.Names;

/// <summary>The last answers to one name, as far as they say how it behaves. Bounded; immutable.</summary>
/// <param name="Rounds">Oldest first.</param>
/// <param name="Last">The last answer, sorted.</param>
/// <param name="Seen">Addresses of the last 24 hours, with when each was seen last.</param>
public sealed record NameHistory(
    ImmutableArray<NameRound> Rounds, ImmutableArray<string> Last, ImmutableDictionary<string, DateTimeOffset> Seen)
{
    public const int MaxRounds = 32;
    public const int MaxSeen = 256;

    /// <summary>Fewer rounds say nothing about a name.</summary>
    private const int LeastRounds = 4;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public static NameHistory Empty { get; } = new([], [], ImmutableDictionary<string, DateTimeOffset>.Empty);

    /// <summary>
    /// Churning: more addresses in a day than are kept, or addresses never seen before in three of four answers. Rotating: another set in one of
    /// four, out of few.
    /// </summary>
    [JsonIgnore]
    public NameBehaviour Behaviour =>
        Seen.Count > ResolvedAddresses.Capacity ? NameBehaviour.Churning
        : Rounds.Length < LeastRounds ? NameBehaviour.Stable
        : Rounds.Count(r => r.IsNew) * 4 >= Rounds.Length * 3 ? NameBehaviour.Churning
        : Rounds.Count(r => r.IsOther) * 4 >= Rounds.Length ? NameBehaviour.Rotating
        : NameBehaviour.Stable;

    /// <summary>Answers of the last 24 hours that were another than the one before.</summary>
    public int ChangesInDay(DateTimeOffset now) => Rounds.Count(r => r.IsOther && now - r.At < Day);

    public NameHistory With(IEnumerable<IPAddress> answer, DateTimeOffset now)
    {
        ImmutableArray<string> addresses = [.. answer.Select(a => a.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var rounds = Rounds.Where(r => now - r.At < Day).ToList();
        var seen = Seen.Where(s => now - s.Value < Day).ToImmutableDictionary();

        // The first answer is compared with nothing.
        var isFirst = Last.IsEmpty;
        rounds.Add(new NameRound(now, !isFirst && !addresses.SequenceEqual(Last, StringComparer.Ordinal), !isFirst && addresses.Any(a => !seen.ContainsKey(a))));
        seen = seen.SetItems(addresses.Select(a => KeyValuePair.Create(a, now)));
        return new NameHistory(
            [.. rounds.TakeLast(MaxRounds)],
            addresses.IsEmpty ? Last : addresses,
            seen.Count <= MaxSeen ? seen : seen.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Take(MaxSeen).ToImmutableDictionary());
    }

    /// <summary>What is stored; what cannot be read is an empty history.</summary>
    public static NameHistory Read(string? json)
    {
        try
        {
            return string.IsNullOrEmpty(json) ? Empty : JsonSerializer.Deserialize<NameHistory>(json) is { Rounds.IsDefault: false, Last.IsDefault: false, Seen: not null } known ? known : Empty;
        }
        catch (JsonException)
        {
            return Empty;
        }
    }

    public string Write() => JsonSerializer.Serialize(this);
}
