using Acs.Cwmp.Authentication;
using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp.Authentication;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class AccessLimits_Tests
{
    private static readonly DeviceId _device = new("00D09E", "Home", "1");
    private static readonly DeviceId _other = new("00D09E", "Home", "2");

    private readonly FakeTimeProvider _time = new();

    private AccessLimits Make(int failures = 3, int perMinute = 5) => new(
        Options.Create(new CwmpOptions { LockOut = new LockOutOptions { Failures = failures, Seconds = 60, WindowSeconds = 600, AddressFailuresPerMinute = perMinute } }), _time);

    [Test]
    public void An_attacker_locks_himself_out_and_nobody_else()
    {
        var limits = Make();
        Assert.That(Enumerable.Range(0, 3).Select(_ => limits.Failed("203.0.113.9", _device)), Is.EqualTo(new[] { false, false, true }));
        Assert.That(limits.Locked("203.0.113.9", _device), Is.EqualTo(TimeSpan.FromSeconds(60)));
        Assert.That(limits.Locked("198.51.100.1", _device), Is.Null, "the real gateway comes from elsewhere");
        Assert.That(limits.Locked("203.0.113.9", _other), Is.Null, "its neighbour behind the same address");
    }

    [Test]
    public void A_lock_ends_and_the_next_is_longer()
    {
        var limits = Make();
        void Fail()
        {
            for (var i = 0; i < 3; i++)
            {
                limits.Failed("203.0.113.9", _device);
            }
        }

        Fail();
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.That(limits.Locked("203.0.113.9", _device), Is.Null);
        Fail();
        Assert.That(limits.Locked("203.0.113.9", _device), Is.EqualTo(TimeSpan.FromSeconds(120)));
        limits.Succeeded("203.0.113.9", _device);
        Assert.That(limits.Locked("203.0.113.9", _device), Is.Null);
    }

    [Test]
    public void Failures_long_ago_are_forgotten()
    {
        var limits = Make();
        limits.Failed("203.0.113.9", _device);
        limits.Failed("203.0.113.9", _device);
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.That(limits.Failed("203.0.113.9", _device), Is.False);
    }

    [Test]
    public void One_subscribers_IPv6_addresses_are_one()
    {
        var limits = Make();
        for (var i = 1; i <= 3; i++)
        {
            limits.Failed($"2001:db8:1:2::{i}", _device);
        }

        Assert.That(limits.Locked("2001:db8:1:2:ffff::1", _device), Is.Not.Null);
        Assert.That(limits.Locked("2001:db8:1:3::1", _device), Is.Null);
    }

    [Test]
    public void A_flood_is_one_addresss_and_passes()
    {
        var limits = Make(failures: 100);
        for (var i = 0; i < 6; i++)
        {
            limits.Failed("203.0.113.9", new DeviceId("00D09E", "Home", $"{i}"));
        }

        Assert.That(limits.IsFlooding("203.0.113.9"));
        Assert.That(limits.IsFlooding("203.0.113.8"), Is.False);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.That(limits.IsFlooding("203.0.113.9"), Is.False);
    }
}
