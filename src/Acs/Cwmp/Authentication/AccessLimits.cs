using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Options;
using Provisioning.Devices;

namespace Acs.Cwmp.Authentication;

/// <summary>
/// Slows down whoever guesses. Locked is a pair of address and device, never a device: else anybody who knows a serial
/// number could keep its gateway out. And an address that fails too often is not locked as such, for thousands of
/// homes may share it (CGNAT): it only loses the patience shown to strangers; who shows the right credential of a device is served.
/// </summary>
internal sealed class AccessLimits(IOptions<CwmpOptions> options, TimeProvider time)
{
    private const int Max = 65_536;

    private readonly LockOutOptions _options = options.Value.LockOut;
    private readonly ConcurrentDictionary<(string Address, DeviceId Device), Failures> _pairs = new();
    private readonly ConcurrentDictionary<string, Failures> _addresses = new(StringComparer.Ordinal);

    /// <returns>How long this pair has to wait, or null.</returns>
    public TimeSpan? Locked(string? address, DeviceId device)
    {
        if (!_pairs.TryGetValue((Of(address), device), out var failures))
        {
            return null;
        }

        lock (failures)
        {
            var left = failures.LockedUntil - time.GetUtcNow();
            return left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>The address has failed more often within the last minute than policy bears.</summary>
    public bool IsFlooding(string? address)
    {
        if (!_addresses.TryGetValue(Of(address), out var failures))
        {
            return false;
        }

        lock (failures)
        {
            return time.GetUtcNow() - failures.Since < TimeSpan.FromMinutes(1) && failures.Count > _options.AddressFailuresPerMinute;
        }
    }

    /// <returns>True: this failure locked the pair.</returns>
    public bool Failed(string? address, DeviceId device)
    {
        var now = time.GetUtcNow();
        var key = Of(address);
        var of = Entry(_addresses, key, now);
        lock (of)
        {
            of.Again(now, TimeSpan.FromMinutes(1));
        }

        var pair = Entry(_pairs, (key, device), now);
        lock (pair)
        {
            pair.Again(now, TimeSpan.FromSeconds(_options.WindowSeconds));
            if (pair.Count < _options.Failures || pair.LockedUntil > now)
            {
                return false;
            }

            // Each lock lasts twice as long as the one before, up to a day.
            var seconds = Math.Min(_options.Seconds * Math.Pow(2, Math.Min(pair.Locks++, 16)), TimeSpan.SecondsPerDay);
            pair.LockedUntil = now + TimeSpan.FromSeconds(seconds);
            (pair.Count, pair.Since) = (0, now);
            return true;
        }
    }

    public void Succeeded(string? address, DeviceId device)
    {
        if (!_pairs.IsEmpty)
        {
            _pairs.TryRemove((Of(address), device), out _);
        }
    }

    private Failures Entry<TKey>(ConcurrentDictionary<TKey, Failures> table, TKey key, DateTimeOffset now)
        where TKey : notnull
    {
        if (table.Count >= Max)
        {
            foreach (var (old, failures) in table)
            {
                if (failures.LockedUntil < now && now - failures.Since > TimeSpan.FromSeconds(_options.WindowSeconds))
                {
                    table.TryRemove(old, out _);
                }
            }

            if (table.Count >= Max)
            {
                table.Clear();
            }
        }

        return table.GetOrAdd(key, static (_, at) => new Failures { Since = at }, now);
    }

    /// <summary>One subscriber of IPv6 has a /64 to choose addresses from.</summary>
    private static string Of(string? address) =>
        !IPAddress.TryParse(address, out var parsed) ? ""
        : parsed.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(parsed.GetAddressBytes().AsSpan(0, 8))
        : parsed.ToString();

    private sealed class Failures
    {
        public int Count { get; set; }

        public DateTimeOffset Since { get; set; }

        public DateTimeOffset LockedUntil { get; set; }

        public int Locks { get; set; }

        public void Again(DateTimeOffset now, TimeSpan window)
        {
            if (now - Since > window)
            {
                (Count, Since) = (0, now);
            }

            Count++;
        }
    }
}
