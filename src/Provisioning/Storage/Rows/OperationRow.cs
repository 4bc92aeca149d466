namespace Provisioning.Storage.Rows;

/// <summary>An operation ordered through the API or a page.</summary>
public sealed class OperationRow
{
    public Guid Id { get; set; }

    public long DeviceId { get; set; }

    /// <summary>As in the API: <c>setValues</c>, <c>reboot</c>….</summary>
    public required string Type { get; set; }

    public OperationState State { get; set; }

    /// <summary>The request's JSON.</summary>
    public required string Request { get; set; }

    /// <summary>JSON, when succeeded; of software modules that end one by one, what there is of it already.</summary>
    public string? Result { get; set; }

    /// <summary>JSON of the fault, when failed.</summary>
    public string? Fault { get; set; }

    public required string Author { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the gateway took it, where the result comes later under the command key.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Times handed out; a poison operation never loops.</summary>
    public int Attempts { get; set; }
}
