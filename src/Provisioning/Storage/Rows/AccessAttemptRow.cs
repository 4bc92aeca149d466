namespace Provisioning.Storage.Rows;

/// <summary>
/// Somebody who came, or tried to, in a device's name: equal attempts are one row that counts them, so that a gateway that
/// knocks every minute does not push out what happened before. Never the secret.
/// </summary>
public sealed class AccessAttemptRow
{
    public long Id { get; set; }

    /// <summary><see cref="Devices.DeviceId"/> as text, known here or not.</summary>
    public required string DeviceKey { get; set; }

    public DateTimeOffset FirstAt { get; set; }

    /// <summary>The latest; may lag.</summary>
    public DateTimeOffset At { get; set; }

    public long Count { get; set; }

    /// <summary>Without port; empty where none is known.</summary>
    public required string RemoteAddress { get; set; }

    public Devices.Protocols Protocol { get; set; }

    /// <summary><c>none</c>, <c>digest</c>, <c>basic</c>, <c>certificate</c>, <c>bootstrap</c> (USP).</summary>
    public required string Mechanism { get; set; }

    public Devices.AccessResult Result { get; set; }

    /// <summary>A word of a fixed set.</summary>
    public required string Reason { get; set; }
}
