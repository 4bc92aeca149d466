using System.Collections.Concurrent;
using System.Globalization;

namespace Acs.Cwmp.Authentication;

/// <summary>
/// Which answers were given with a nonce, to tell a replay (RFC 7616 5.4). An answer that was seen already is turned away with
/// <c>stale=true</c>, which costs an honest gateway one round trip: when it comes from another address, or from a
/// gateway that counts (a higher <c>nc</c> was seen). One that says <c>nc=00000001</c> for ever, or none (RFC 2069), is let
/// repeat itself from its own address: such firmware is common. Bounded; what is forgotten counts as not seen, and no nonce
/// outlives five minutes.
/// </summary>
internal sealed class NonceUses(TimeProvider time)
{
    private const int Max = 65_536;
    private const int Window = 64;

    private readonly ConcurrentDictionary<string, Use> _uses = new(StringComparer.Ordinal);

    /// <returns>False: a replay.</returns>
    public bool Take(string nonce, string? nonceCount, string? address)
    {
        if (_uses.Count >= Max)
        {
            Forget();
        }

        var use = _uses.GetOrAdd(nonce, static (_, made) => new Use(made.Address, made.At), (Address: address, At: time.GetTimestamp()));
        _ = long.TryParse(nonceCount, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count);
        lock (use)
        {
            return use.Take(count, address);
        }
    }

    private void Forget()
    {
        foreach (var (nonce, use) in _uses)
        {
            if (time.GetElapsedTime(use.At) > Nonces.Lifetime)
            {
                _uses.TryRemove(nonce, out _);
            }
        }

        if (_uses.Count >= Max)
        {
            _uses.Clear();
        }
    }

    private sealed class Use(string? address, long at)
    {
        private long _highest = -1;
        private ulong _seen;

        public long At => at;

        public bool Take(long count, string? from)
        {
            if (_highest < 0 || count > _highest)
            {
                _seen = _highest < 0 || count - _highest >= Window ? 1 : (_seen << (int)(count - _highest)) | 1;
                _highest = count;
                return true;
            }

            var back = _highest - count;
            var known = back >= Window || (_seen & (1UL << (int)back)) != 0;
            if (!known)
            {
                _seen |= 1UL << (int)back;
                return true;
            }

            return _highest <= 1 && string.Equals(from, address, StringComparison.Ordinal);
        }
    }
}
