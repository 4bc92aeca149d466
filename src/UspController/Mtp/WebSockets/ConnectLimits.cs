using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace UspController.Mtp.WebSockets;

/// <summary>How many handshakes are worked on: so many a second altogether, so many a minute from one place.</summary>
internal sealed class ConnectLimits(UspWebSocketOptions options) : IDisposable
{
    private readonly TokenBucketRateLimiter _all = new(Bucket(options.ConnectsPerSecond, TimeSpan.FromSeconds(1)));

    private readonly PartitionedRateLimiter<IPAddress> _each = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetTokenBucketLimiter(Place(address), _ => Bucket(options.ConnectsPerMinuteAndAddress, TimeSpan.FromMinutes(1))));

    /// <summary>Null: go on. Else the status of HTTP that says to come later.</summary>
    public int? Refuse(IPAddress? address)
    {
        using var own = address is null ? null : _each.AttemptAcquire(address);
        if (own is { IsAcquired: false })
        {
            return 429;
        }

        using var any = _all.AttemptAcquire();
        return any.IsAcquired ? null : 503;
    }

    public void Dispose()
    {
        _all.Dispose();
        _each.Dispose();
    }

    /// <summary>Replenished ten times within the time.</summary>
    private static TokenBucketRateLimiterOptions Bucket(int count, TimeSpan time) => new()
    {
        TokenLimit = count,
        TokensPerPeriod = Math.Max(1, count / 10),
        ReplenishmentPeriod = time / Math.Min(10, count),
        QueueLimit = 0,
    };

    /// <summary>A home has a whole /64 of IPv6.</summary>
    private static IPAddress Place(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
