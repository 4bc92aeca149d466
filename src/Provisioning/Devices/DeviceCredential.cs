namespace Provisioning.Devices;

/// <param name="Device">Whose it is.</param>
public sealed record DeviceCredential(DeviceId Device, string Username, string Password, bool Confirmed)
{
    /// <summary>No secret in a log.</summary>
    public override string ToString() => $"{Username} ({Device})";
}
