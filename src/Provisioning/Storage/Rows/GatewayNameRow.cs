namespace Provisioning.Storage.Rows;

/// <summary>What one gateway's own resolver says of a DNS name; key is (device, name). It counts for that gateway only: a device and whoever filters it should ask one resolver (RFC 9726 §3).</summary>
public sealed class GatewayNameRow
{
    public long DeviceId { get; set; }

    /// <summary>Lower case, without trailing dot.</summary>
    public required string Name { get; set; }

    /// <summary>JSON: address to the time until which it counts.</summary>
    public string Addresses { get; set; } = "{}";

    /// <summary>The operation that asks now or asked last.</summary>
    public Guid? OperationId { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>When to ask again.</summary>
    public DateTimeOffset DueAt { get; set; }

    public string? Failure { get; set; }
}
