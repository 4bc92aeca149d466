using System.Net;
using Provisioning.Mud;

namespace Provisioning.Tests.Mud;

public sealed class ResolvedAddresses_Tests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    [FsCheck.NUnit.Property]
    public bool An_answer_counts_at_once_and_stays_for_its_window(byte[] known, byte[] answer, ushort ttl)
    {
        var merged = Merge(known, answer, ttl);
        var until = Now + TimeSpan.FromSeconds(Math.Max(2 * ttl, 600));
        return answer.Distinct().Count() > 64 || answer.All(a => merged[Address(a)] >= until);
    }

    [FsCheck.NUnit.Property]
    public bool What_is_known_stays_until_its_time_and_no_longer(byte[] known, byte[] answer)
    {
        var merged = Merge(known, answer, 0);
        return merged.Values.All(v => v > Now) && merged.Count <= ResolvedAddresses.Capacity;
    }

    [FsCheck.NUnit.Property]
    public bool The_same_answer_again_changes_no_address(byte[] known, byte[] answer, ushort ttl)
    {
        var once = Merge(known, answer, ttl);
        var twice = ResolvedAddresses.Merge(once, answer.Select(Address), TimeSpan.FromSeconds(ttl), Now);
        return once.Keys.ToHashSet().SetEquals(twice.Keys);
    }

    [FsCheck.NUnit.Property]
    public bool What_is_written_is_read_again(byte[] known)
    {
        var map = Known(known);
        return ResolvedAddresses.Read(ResolvedAddresses.Write(map)).OrderBy(m => m.Key.ToString(), StringComparer.Ordinal)
            .SequenceEqual(map.OrderBy(m => m.Key.ToString(), StringComparer.Ordinal));
    }

    private static System.Collections.Immutable.ImmutableDictionary<IPAddress, DateTimeOffset> Merge(byte[] known, byte[] answer, ushort ttl) =>
        ResolvedAddresses.Merge(Known(known), answer.Select(Address), TimeSpan.FromSeconds(ttl), Now);

    /// <summary>Half of them are over already.</summary>
    private static Dictionary<IPAddress, DateTimeOffset> Known(byte[] known) =>
        known.Distinct().ToDictionary(Address, b => Now.AddMinutes(b - 128));

    private static IPAddress Address(byte last) => new([192, 0, 2, last]);
}
