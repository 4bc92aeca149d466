using Provisioning.Campaigns;

namespace Provisioning.Tests.Campaigns;

public sealed class Rings_Tests
{
    private static readonly long[] Hundred = [.. Enumerable.Range(1, 100).Select(i => (long)i)];

    [Test]
    public void Rings_take_their_share_and_the_rest_comes_last() =>
        Assert.That(Sizes([new CampaignRing("a", Percent: 1), new CampaignRing("b", Percent: 10)]), Is.EqualTo(new[] { 1, 10, 89 }));

    [Test]
    public void A_last_ring_of_a_hundred_percent_takes_what_is_left() =>
        Assert.That(Sizes([new CampaignRing("a", Percent: 5), new CampaignRing("b", Percent: 100)]), Is.EqualTo(new[] { 5, 95 }));

    [Test]
    public void A_small_share_is_at_least_one_device() =>
        Assert.That(Sizes([new CampaignRing("a", Percent: 0.1), new CampaignRing("b")]), Is.EqualTo(new[] { 1, 99 }));

    [Test]
    public void A_ring_can_be_a_count_or_a_search()
    {
        var staff = new HashSet<long> { 7, 8 };
        var shared = CampaignSnapshot.Share([new CampaignRing("staff", Search: "tag:staff"), new CampaignRing("b", Count: 20)], [staff, null], Hundred);
        Assert.That(shared.Where(s => s.Ring == 0).Select(s => s.DeviceId), Is.EqualTo(new[] { 7, 8 }));
        Assert.That(shared.CountBy(s => s.Ring).Select(c => c.Value), Is.EqualTo(new[] { 2, 20, 78 }));
    }

    [FsCheck.NUnit.Property]
    public void Every_device_is_in_exactly_one_ring(byte[] percents, ushort devices)
    {
        var rings = percents.Take(20).Select(p => new CampaignRing("r", Percent: (p % 100) + 0.5)).ToList();
        long[] all = [.. Enumerable.Range(1, devices % 2000).Select(i => (long)i)];
        var shared = CampaignSnapshot.Share(rings, [.. rings.Select(_ => (IReadOnlySet<long>?)null)], all);
        Assert.That(shared.Select(s => s.DeviceId).Order(), Is.EqualTo(all));
    }

    private static IEnumerable<int> Sizes(CampaignRing[] rings) =>
        CampaignSnapshot.Share(rings, [.. rings.Select(_ => (IReadOnlySet<long>?)null)], Hundred).CountBy(s => s.Ring).OrderBy(c => c.Key).Select(c => c.Value);
}
