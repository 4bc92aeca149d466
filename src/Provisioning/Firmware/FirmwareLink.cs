namespace Provisioning.Firmware;

/// <summary>Where one gateway fetches one image, once.</summary>
/// <param name="Username">Empty, with the password, where the link itself is all that is asked for.</param>
public sealed record FirmwareLink(Uri Url, string Username, string Password);
