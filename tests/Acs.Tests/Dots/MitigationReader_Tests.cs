using System.Net;
using Acs.Dots.Cbor;
using Provisioning.Mud.Model;

namespace Acs.Tests.Dots;

/// <summary>The CBOR body of a mitigation request is read as it is registered, or refused by attribute; nothing throws.</summary>
internal sealed class MitigationReader_Tests
{
    [Test]
    public void Registered_keys_are_understood_and_optional_ones_that_are_not_are_passed_over()
    {
        var (scope, why) = MitigationReader.Read(MitigationBody.Of("203.0.113.66/32", 443, "198.51.100.2/32", 600, w =>
        {
            w.WriteInt32(40_000); // RFC 9132 §10.6.1: comprehension-optional.
            w.WriteStartMap(1);
            w.WriteInt32(1);
            w.WriteTextString("x");
            w.WriteEndMap();
        }));
        Assert.That(why, Is.Empty);
        Assert.That((scope!.Targets.Single(), scope.TargetPorts.Single(), scope.Protocols.Single(), scope.Sources.Single(), scope.Lifetime),
            Is.EqualTo((IPNetwork.Parse("203.0.113.66/32"), new PortRange(443, 443), 6, IPNetwork.Parse("198.51.100.2/32"), (int?)600)));
    }

    [Test]
    public void What_must_be_understood_and_is_not_is_refused()
    {
        Assert.That(MitigationReader.Read(MitigationBody.Of("203.0.113.66/32", 443, null, 600, w => { w.WriteInt32(99); w.WriteInt32(1); })).Why, Does.Contain("99"));
        Assert.That(MitigationReader.Read(MitigationBody.Of("203.0.113.66/24", 443, null, 600)).Why, Does.Contain("target-prefix"), "bits behind its length");
        Assert.That(MitigationReader.Read(MitigationBody.Of("203.0.113.66/32", 70_000, null, 600)).Why, Does.Contain("target-port-range"));
        Assert.That(MitigationReader.Read(MitigationBody.Of("203.0.113.66/32", 443, null, -2)).Why, Does.Contain("lifetime"));
        Assert.That(MitigationReader.Read(MitigationBody.Around(w => { w.WriteStartMap(0); w.WriteEndMap(); }, scopes: 2)).Why, Does.Contain("more than one"));
        Assert.That(MitigationReader.Read(MitigationBody.Of("203.0.113.66/32", 443, null, 600, w => { w.WriteInt32(14); w.WriteInt32(5); })).Scope, Is.Null, "an attribute twice");
        Assert.That(MitigationReader.Read((byte[])[.. MitigationBody.Of("203.0.113.66/32", 443, null, 600), 0]).Why, Does.Contain("behind"));
    }

    [Test]
    public void Nothing_that_comes_in_throws()
    {
        var random = new Random(9132);
        var good = MitigationBody.Of("203.0.113.66/32", 443, "198.51.100.2/32", 600);
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = good.AsSpan(0, random.Next(good.Length + 1)).ToArray();
            for (var j = random.Next(4); j > 0 && bytes.Length > 0; j--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.DoesNotThrow(() => MitigationReader.Read(bytes), Convert.ToHexString(bytes));
        }

        Assert.DoesNotThrow(() => MitigationReader.Read(Enumerable.Repeat((byte)0x9F, 10_000).ToArray()), "lists without end");
    }
}
