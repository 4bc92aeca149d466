namespace Provisioning.Storage.Rows;

/// <summary>A file that a gateway uploaded, or that an operator keeps for gateways to fetch; its bytes lie in the data directory under its id.</summary>
public sealed class DeviceFileRow
{
    public Guid Id { get; set; }

    /// <summary>Null: for any gateway.</summary>
    public long? DeviceId { get; set; }

    /// <summary>The upload operation that brought it; null: an operator did.</summary>
    public Guid? OperationId { get; set; }

    /// <summary>As TR-069 A.3.2.8 and A.4.1.5 write it: <c>1 Vendor Configuration File</c>, <c>2 Vendor Log File</c>.</summary>
    public required string FileType { get; set; }

    public required string FileName { get; set; }

    public string? ContentType { get; set; }

    /// <summary>Bytes.</summary>
    public long Size { get; set; }

    /// <summary>Lower-case hex.</summary>
    public required string Sha256 { get; set; }

    /// <summary>Who brought it.</summary>
    public required string Author { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }
}
