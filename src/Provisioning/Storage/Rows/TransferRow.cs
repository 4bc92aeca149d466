namespace Provisioning.Storage.Rows;

/// <summary>
/// One attempt at one file of one device: what was ordered and what the file server saw; key is (device, attempt). Made when
/// the gateway takes the order, or fetches before it says so. An address whose transfer has ended is not served again.
/// </summary>
public sealed class TransferRow
{
    public long DeviceId { get; set; }

    /// <summary>What the command key hashes to (the address says no more of it).</summary>
    public long Attempt { get; set; }

    /// <summary>Null: fetched before it was taken.</summary>
    public string? CommandKey { get; set; }

    /// <summary>Null: a campaign's.</summary>
    public Guid? OperationId { get; set; }

    /// <summary>As ordered, <c>1 Firmware Upgrade Image</c>.</summary>
    public string? FileType { get; set; }

    /// <summary>The version that a gateway reports once it runs this firmware; null: not known, or no firmware.</summary>
    public string? Version { get; set; }

    public bool IsUpload { get; set; }

    /// <summary>The file lies on this server, or comes to it: what becomes of it is seen.</summary>
    public bool IsHere { get; set; }

    /// <summary>Bytes of the file; 0: not known.</summary>
    public long Size { get; set; }

    /// <summary>Bytes sent or received, repeats counted.</summary>
    public long Bytes { get; set; }

    /// <summary>What the gateway said last of the image that it fetches (TR-181 FirmwareImage.{i}.Status); null: nothing yet.</summary>
    public string? Progress { get; set; }

    public DateTimeOffset? AskedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>The last time that bytes were seen; lags while they flow.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>The last byte has been sent, or the upload is stored.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>As far as this server can see the gateway has all of it, or the server has.</summary>
    public bool IsDelivered => DeliveredAt is not null && Bytes >= Size;

    /// <summary>No word by then: what was seen decides. Null: it has ended, or was not taken yet.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The gateway reported its end, or patience with it has.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>For a person.</summary>
    public string? End { get; set; }

    /// <summary>What was uploaded.</summary>
    public Guid? FileId { get; set; }

    /// <summary>When the address expires, and this row may go.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Ends it; the first end stands.</summary>
    public void Close(string how, DateTimeOffset now)
    {
        if (EndedAt is null)
        {
            (EndedAt, End, DueAt) = (now, how.Length <= 512 ? how : how[..512], null);
        }
    }
}
