using Provisioning.Storage.Rows;
using Provisioning.Transfers;

namespace Provisioning.Tests.Transfers;

/// <summary>A gateway that never tells: what was seen decides, and is said (peers' quirk 22).</summary>
public sealed class TransferVerdict_Tests
{
    private static readonly DateTimeOffset Then = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Nothing_was_fetched() =>
        Says(Firmware(), "1.0", trusts: true, success: false, "Nothing was fetched; no TransferComplete.");

    [Test]
    public void Some_was_fetched() => Says(
        Firmware(bytes: 50), "1.0", trusts: true, success: false, "50 of 123 bytes fetched, the last at 2026-05-04 12:00:00Z; no TransferComplete.");

    [Test]
    public void All_was_fetched_and_another_version_runs() => Says(
        Firmware(bytes: 123, last: true), "1.0", trusts: false, success: false, "All 123 bytes fetched at 2026-05-04 12:00:00Z; no TransferComplete.");

    [Test]
    public void All_was_fetched_and_the_version_runs() => Says(
        Firmware(bytes: 123, last: true), "2.0", trusts: false, success: true, "It runs 2.0 (all 123 bytes fetched at 2026-05-04 12:00:00Z); no TransferComplete came.");

    [Test]
    public void It_ran_the_version_before_and_fetched_nothing() => Says(Firmware(), "2.0", trusts: false, success: false, "Nothing was fetched; no TransferComplete.");

    [Test]
    public void All_was_fetched_by_one_that_never_tells() => Says(
        Firmware(bytes: 123, last: true), "1.0", trusts: true, success: true,
        "Its firmware never sends TransferComplete (DownloadSuccessOnTimeout): all 123 bytes fetched at 2026-05-04 12:00:00Z.");

    [Test]
    public void The_last_byte_alone_is_not_all() => Says(
        Firmware(bytes: 100, last: true), "1.0", trusts: true, success: false, "100 of 123 bytes fetched, the last at 2026-05-04 12:00:00Z; no TransferComplete.");

    [Test]
    public void A_file_that_lies_elsewhere_is_not_seen() => Says(
        new TransferRow { FileType = "3 Vendor Configuration File" }, "1.0", trusts: false, success: false, "The file does not lie on this server; no TransferComplete.");

    [Test]
    public void An_upload_that_is_here_is_done() => Says(
        new TransferRow { IsUpload = true, IsHere = true, FileId = Guid.NewGuid(), Size = 9, Bytes = 9, StartedAt = Then, SeenAt = Then, DeliveredAt = Then }, "1.0",
        trusts: false, success: true, "The file is here (all 9 bytes received at 2026-05-04 12:00:00Z); no TransferComplete came.");

    [TestCase("2.0", "2.0", ExpectedResult = true)]
    [TestCase("2.0", "2.1", ExpectedResult = false)]
    [TestCase(null, "2.1", ExpectedResult = true)]
    public bool Another_version_is_proof_of_the_one_that_was_wanted(string? wanted, string reported)
    {
        var row = Firmware();
        row.Version = wanted;
        return TransferVerdict.IsProof(row, reported);
    }

    [Test]
    public void Another_version_is_no_proof_of_a_configuration() =>
        Assert.That(TransferVerdict.IsProof(new TransferRow { FileType = "3 Vendor Configuration File" }, "2.0"), Is.False);

    [FsCheck.NUnit.Property]
    public void Patience_begins_when_it_may_begin_and_anew_with_every_byte(ushort wait, short seen)
    {
        var limit = TimeSpan.FromMinutes(10);
        var due = TransferPatience.Due(Then, TimeSpan.FromSeconds(wait), seen == 0 ? null : Then.AddSeconds(seen), limit);
        Assert.That(due, Is.EqualTo(Then.AddSeconds(Math.Max((int)wait, seen)) + limit));
    }

    private static TransferRow Firmware(long bytes = 0, bool last = false) => new()
    {
        FileType = TransferFileTypes.Firmware, Version = "2.0", IsHere = true, Size = 123, Bytes = bytes,
        StartedAt = bytes > 0 ? Then : null, SeenAt = bytes > 0 ? Then : null, DeliveredAt = last ? Then : null,
    };

    private static void Says(TransferRow row, string running, bool trusts, bool success, string why) =>
        Assert.That(TransferVerdict.At(row, running, trusts), Is.EqualTo(new TransferVerdict(success, why)));
}
