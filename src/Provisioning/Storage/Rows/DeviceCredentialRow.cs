namespace Provisioning.Storage.Rows;

/// <summary>What a device authenticates with, and what it expects of a connection request. Secrets are encrypted.</summary>
public sealed class DeviceCredentialRow
{
    public long DeviceId { get; set; }

    /// <summary>CWMP user name or MQTT user name; unique.</summary>
    public required string Username { get; set; }

    public required string ProtectedPassword { get; set; }

    public required string ConnectionRequestUsername { get; set; }

    public required string ProtectedConnectionRequestPassword { get; set; }

    /// <summary>False until the device has used it: until then its older credential still counts.</summary>
    public bool Confirmed { get; set; }

    /// <summary>It has used its own at some time: nobody comes in its name without a credential ever again.</summary>
    public bool EverConfirmed { get; set; }

    /// <summary>When the gateway accepted them; null: they have to be written, for the first time or after a factory reset.</summary>
    public DateTimeOffset? WrittenAt { get; set; }

    /// <summary>Times that writing them failed since.</summary>
    public int WriteAttempts { get; set; }
}
