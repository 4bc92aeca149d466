using Acs.Cwmp.Authentication;

namespace Acs.Tests.Cwmp.Authentication;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class NonceUses_Tests
{
    private readonly NonceUses _uses = new(TimeProvider.System);

    private bool Take(string? count, string from = "203.0.113.1", string nonce = "n") => _uses.Take(nonce, count, from);

    [Test]
    public void A_gateway_that_counts_may_not_repeat_itself()
    {
        Assert.That(Take("00000001"));
        Assert.That(Take("00000003"));
        Assert.That(Take("00000002"), "out of order is no replay");
        Assert.That(Take("00000002"), Is.False);
        Assert.That(Take("00000001"), Is.False);
        Assert.That(Take("00000004"));
    }

    [Test]
    public void What_fell_out_of_the_window_counts_as_seen()
    {
        Assert.That(Take("00000001"));
        Assert.That(Take("00000080"));
        Assert.That(Take("00000030"), Is.False);
    }

    [TestCase("00000001")]
    [TestCase(null)]
    public void A_gateway_that_never_counts_may_from_its_own_address_only(string? count)
    {
        Assert.That(Take(count));
        Assert.That(Take(count));
        Assert.That(Take(count, from: "198.51.100.7"), Is.False);
    }

    [Test]
    public void Nonces_have_nothing_to_do_with_each_other()
    {
        Assert.That(Take("00000009"));
        Assert.That(Take("00000001", nonce: "m"));
    }
}
