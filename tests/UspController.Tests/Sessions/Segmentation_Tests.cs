using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Usp.Records;
using UspController.Sessions;
using State = Usp.Records.SessionContextRecord.Types.PayloadSARState;

namespace UspController.Tests.Sessions;

/// <summary>TR-369 "SAR function algorithm": the seven cases of the standard, and any other.</summary>
public sealed class Segmentation_Tests
{
    [TestCase(new[] { 100 }, 200, "00", TestName = "Case 1: in the clear, one record")]
    [TestCase(new[] { 500 }, 200, "11 22 33", TestName = "Case 2: in the clear, several records")]
    [TestCase(new[] { 150 }, 200, "00", TestName = "Case 3: one TLS record, one record")]
    [TestCase(new[] { 80, 80 }, 200, "00", TestName = "Case 4: all TLS records in one record")]
    [TestCase(new[] { 300 }, 200, "11 33", TestName = "Case 5: one TLS record over several records")]
    [TestCase(new[] { 150, 150, 150 }, 200, "10 20 30", TestName = "Case 6: a TLS record each")]
    [TestCase(new[] { 150, 300 }, 200, "10 21 33", TestName = "Case 7: some TLS records over several records")]
    public void A_message_is_cut_as_the_standard_shows(int[] units, int room, string states) => Assert.That(
        string.Join(' ', Segmenter.Cut([.. units.Select(u => new byte[u])], room).Select(s => $"{(int)s.Message}{(int)s.Unit}")), Is.EqualTo(states));

    [Test]
    public void Whatever_is_cut_comes_together_again() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<PositiveInt>>(), ArbMap.Default.ArbFor<PositiveInt>(), (sizes, room) =>
        {
            var units = sizes.Get.Select(s => RandomNumberGenerator.GetBytes(s.Get * 7)).ToList();
            var reassembler = new Reassembler(1_000_000);
            IReadOnlyList<byte[]>? together = null;
            var segments = Segmenter.Cut(units, room.Get * 10);
            foreach (var segment in segments)
            {
                if (together is not null)
                {
                    return false;
                }

                together = reassembler.Add(Record(segment));
            }

            return together is not null && together.Count == units.Count && together.Zip(units).All(p => p.First.SequenceEqual(p.Second))
                && segments.All(s => segments.Count == 1 || s.Payloads.Sum(p => p.Length) <= Math.Max(64, room.Get * 10));
        }).QuickCheckThrowOnFailure();

    [TestCase("22", "wrong-sar-state")]
    [TestCase("33", "wrong-sar-state")]
    [TestCase("11 11", "wrong-sar-state")]
    [TestCase("11 00", "wrong-sar-state")]
    [TestCase("10 23", "wrong-unit-state")]
    [TestCase("11 20", "wrong-unit-state")]
    [TestCase("11 32", "unit-open")]
    [TestCase("01", "unit-open")]
    public void Segments_that_contradict_each_other_are_let_go(string states, string why)
    {
        var reassembler = new Reassembler(1000);
        var records = states.Split(' ').Select(s => Record(new Segment((State)(s[0] - '0'), (State)(s[1] - '0'), [new byte[] { 1 }]))).ToList();
        Assert.That(() => records.ForEach(r => reassembler.Add(r)), Throws.InstanceOf<InvalidDataException>().With.Message.EqualTo(why));
        Assert.That(reassembler.Add(Record(new Segment(State.None, State.None, [new byte[] { 1 }]))), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_message_that_never_ends_is_let_go()
    {
        var reassembler = new Reassembler(1000);
        reassembler.Add(Record(new Segment(State.Begin, State.Begin, [new byte[600]])));
        Assert.That(
            () => reassembler.Add(Record(new Segment(State.Inprocess, State.Inprocess, [new byte[600]]))),
            Throws.InstanceOf<InvalidDataException>().With.Message.EqualTo("too-long"));
        Assert.That(reassembler.IsOpen, Is.False);
    }

    private static SessionContextRecord Record(Segment segment)
    {
        var record = new SessionContextRecord { PayloadSarState = segment.Message, PayloadrecSarState = segment.Unit };
        record.Payload.AddRange(segment.Payloads.Select(p => ByteString.CopyFrom(p.Span)));
        return record;
    }
}
