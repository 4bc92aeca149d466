using Provisioning.Mud.Composition;

namespace Provisioning.Tests.Mud;

/// <summary>What somebody writes into an entry of the policy.</summary>
public sealed class PolicyEntryText_Tests
{
    [TestCase("203.0.113.0/24", true)]
    [TestCase("203.0.113.9", true)]
    [TestCase("2001:db8::/32", true)]
    [TestCase("cloud.example", true)]
    [TestCase("203.0.113.9/24", false)]
    [TestCase("2001:db8::1/32", false)]
    [TestCase("203.0.113", false)]
    public void A_peer_is_what_it_looks_like(string peer, bool good)
    {
        var wrong = PolicyEntryText.Check(peer, -1, 0, ushort.MaxValue, null, DateTimeOffset.UnixEpoch);
        Assert.That(wrong.Select(w => w.Member), good ? Is.Empty : Is.EqualTo(new[] { "peer" }));
    }
}
