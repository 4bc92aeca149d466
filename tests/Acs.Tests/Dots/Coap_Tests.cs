using Acs.Dots.Coap;

namespace Acs.Tests.Dots;

/// <summary>CoAP over TCP in bytes: what is written is read again, what is cut waits, what is broken is named, and nothing throws.</summary>
internal sealed class Coap_Tests
{
    [Test]
    public void The_bytes_are_those_of_the_standard()
    {
        // RFC 8323 §3.2: an empty CSM, then 2.05 with a token and a payload.
        Assert.That(CoapCodec.Write(CoapMessage.Signal(CoapCode.Csm)), Is.EqualTo(new byte[] { 0x00, 0xE1 }));
        Assert.That(CoapCodec.Write(new CoapMessage(CoapCode.Content, new byte[] { 7 }, [], "hi"u8.ToArray())), Is.EqualTo(new byte[] { 0x31, 0x45, 7, 0xFF, (byte)'h', (byte)'i' }));
        // RFC 7252 §3.1: option deltas beyond 12 and 268.
        Assert.That(CoapCodec.Write(new CoapMessage(CoapCode.Put, default, [CoapOption.Of(CoapOption.UriPath, 'a'), CoapOption.Of(CoapOption.ContentFormat, 271), CoapOption.Of(292, 0)], default)),
            Is.EqualTo(new byte[] { 0x80, 0x03, 0xB1, (byte)'a', 0x12, 0x01, 0x0F, 0xE0, 0x00, 0x0B }));
    }

    [Test]
    public void Whatever_is_written_is_read_again_whole_and_from_pieces()
    {
        var random = new Random(20_261_129);
        for (var i = 0; i < 2000; i++)
        {
            var message = Any(random);
            var bytes = CoapCodec.Write(message);
            if (bytes.Length > CoapCodec.MaxMessage)
            {
                continue;
            }

            var cut = random.Next(bytes.Length);
            Assert.That(CoapCodec.Read(bytes.AsMemory(0, cut)), Is.InstanceOf<CoapReadResult.More>(), "a piece is not a message");
            var whole = (CoapReadResult.Whole)CoapCodec.Read((byte[])[.. bytes, .. Bytes(random, 5)]);
            Assert.That(whole.Length, Is.EqualTo(bytes.Length), "and what follows is left");
            Assert.That(Convert.ToHexString(CoapCodec.Write(whole.Message)), Is.EqualTo(Convert.ToHexString(bytes)));
            Assert.That(whole.Message.Options.Select(o => (o.Number, Convert.ToHexString(o.Value.Span))), Is.EqualTo(message.Options.OrderBy(o => o.Number).Select(o => (o.Number, Convert.ToHexString(o.Value.Span)))));
        }
    }

    [Test]
    public void Nothing_that_comes_in_throws_or_is_longer_than_agreed()
    {
        var random = new Random(9066);
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = i % 2 == 0 ? Bytes(random, random.Next(40)) : Damaged(random);
            Assert.DoesNotThrow(() => CoapCodec.Read(bytes), Convert.ToHexString(bytes));
        }

        Assert.That(CoapCodec.Read(new byte[] { 0xF0, 0x7F, 0xFF, 0xFF, 0xFF }), Is.InstanceOf<CoapReadResult.Broken>(), "two gigabytes are announced");
        Assert.That(CoapCodec.Read(new byte[] { 0x09, 0x01 }), Is.InstanceOf<CoapReadResult.Broken>(), "a token of nine bytes");
        Assert.That(CoapCodec.Read(new byte[] { 0x10, 0x03, 0xFF }), Is.InstanceOf<CoapReadResult.Broken>(), "a marker without a payload");
        Assert.That(CoapCodec.Read(new byte[] { 0x10, 0x03, 0xF0 }), Is.InstanceOf<CoapReadResult.Broken>(), "a reserved delta");
    }

    private static byte[] Damaged(Random random)
    {
        var bytes = CoapCodec.Write(Any(random));
        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static CoapMessage Any(Random random) => new(
        (CoapCode)random.Next(256), Bytes(random, random.Next(9)),
        [.. Enumerable.Range(0, random.Next(6)).Select(_ => new CoapOption(random.Next(random.Next(2) == 0 ? 30 : 2000), Bytes(random, random.Next(2) == 0 ? random.Next(20) : random.Next(600))))],
        random.Next(3) == 0 ? default : Bytes(random, random.Next(300)));

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
