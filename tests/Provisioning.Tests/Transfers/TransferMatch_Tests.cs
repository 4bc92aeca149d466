using FsCheck;
using FsCheck.Fluent;
using Provisioning.Transfers;

namespace Provisioning.Tests.Transfers;

/// <summary>Which transfer a gateway means, whatever it makes of the command key (TR-069 A.3.3.2).</summary>
public sealed class TransferMatch_Tests
{
    private static readonly OpenTransfer Download = new(1, "a1", IsUpload: false, 0, IsDelivered: false, HasEnded: false);
    private static readonly OpenTransfer Upload = new(2, "b2", IsUpload: true, 0, IsDelivered: false, HasEnded: false);
    private static readonly OpenTransfer Ended = new(3, "c3", IsUpload: false, 9, IsDelivered: true, HasEnded: true);

    [Test]
    public void The_command_key_says_it() => Means(new("b2"), [Download, Upload], Upload, MatchedBy.CommandKey);

    [Test]
    public void A_key_in_other_letters_is_that_key() => Means(new("B2"), [Download, Upload], Upload, MatchedBy.CommandKey);

    [TestCase("")]
    [TestCase("(null)")]
    [TestCase("12345")]
    public void Without_a_key_that_is_known_the_only_open_one_is_meant(string key) => Means(new(key), [Download, Ended], Download, MatchedBy.OnlyOpen);

    [Test]
    public void Of_two_that_are_open_the_one_that_was_fetched_is_meant()
    {
        var other = Download with { Attempt = 4, CommandKey = "d4", Bytes = 5 };
        Means(new(""), [Download, other], other, MatchedBy.FileServer);
        Means(new(""), [Download with { Bytes = 7 }, other with { IsDelivered = true }], other with { IsDelivered = true }, MatchedBy.FileServer);
    }

    [Test]
    public void Of_two_that_may_be_meant_none_is()
    {
        Means(new(""), [Download, Upload], null, MatchedBy.Nothing);
        Means(new(""), [Download with { IsDelivered = true, Bytes = 5 }, Upload with { IsDelivered = true, Bytes = 5 }], null, MatchedBy.Nothing);
    }

    [Test]
    public void An_end_that_is_told_twice_ends_nothing_else() => Means(new("c3"), [Download, Ended], Ended, MatchedBy.Repeated);

    [Test]
    public void Its_own_transfer_is_meant_by_address_or_by_kind_and_never_when_it_came_from_elsewhere()
    {
        var told = new ToldTransfer("") { IsUpload = true };
        Means(told, [Download, Upload], Upload, MatchedBy.OnlyOpen);
        Means(told with { Attempt = 1 }, [Download, Upload], Download, MatchedBy.Address);
        Means(told with { IsElsewhere = true }, [Upload], null, MatchedBy.Nothing);
    }

    [Test]
    public void Nothing_is_open_and_nothing_is_meant() => Means(new("a1"), [], null, MatchedBy.Nothing);

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public Property Whatever_is_known_and_told_one_that_may_be_meant_is_or_none() => Prop.ForAll(
        Known().ToArbitrary(),
        Gen.Elements("", "(null)", "k0", "K1", "k2", "k9", "zz").ToArbitrary(),
        Gen.Elements<bool?>(null, true, false).ToArbitrary(),
        (known, key, isUpload) =>
        {
            var told = new ToldTransfer(key) { IsUpload = isUpload };
            var match = TransferMatch.Find(told, known);
            var named = known.Find(t => string.Equals(t.CommandKey, key, StringComparison.OrdinalIgnoreCase));
            var open = known.Where(t => !t.HasEnded && (isUpload is null || t.IsUpload == isUpload)).ToList();
            Assert.That(match.Transfer is null, Is.EqualTo(match.By == MatchedBy.Nothing));
            Assert.That(match.Transfer?.HasEnded ?? false, Is.EqualTo(match.By == MatchedBy.Repeated), "what has ended is never ended again");
            Assert.That(TransferMatch.Find(told, [.. known.AsEnumerable().Reverse()]), Is.EqualTo(match), "the order does not matter");
            if (named is not null)
            {
                Assert.That(match.Transfer, Is.EqualTo(named), "a key that is known decides");
            }
            else if (open.Count == 1)
            {
                Assert.That(match.Transfer, Is.EqualTo(open[0]), "the only one is meant");
            }
            else if (match.Transfer is { } guessed)
            {
                Assert.That(open, Does.Contain(guessed));
                Assert.That(open.Where(t => t != guessed && (guessed.IsDelivered ? t.IsDelivered : t.Bytes > 0)), Is.Empty, "no other may as well be meant");
            }
        });

    private static Gen<List<OpenTransfer>> Known() =>
        from count in Gen.Choose(0, 4)
        from facts in (from upload in Gen.Elements(true, false)
                       from ended in Gen.Elements(true, false)
                       from bytes in Gen.Choose(0, 2)
                       select (upload, ended, bytes)).ListOf(count)
        select facts.Select((f, i) => new OpenTransfer(i, $"k{i}", f.upload, f.bytes, f.bytes == 2, f.ended)).ToList();

    private static void Means(ToldTransfer told, OpenTransfer[] known, OpenTransfer? transfer, MatchedBy by) =>
        Assert.That(TransferMatch.Find(told, known), Is.EqualTo(new TransferMatch(transfer, by)));
}
