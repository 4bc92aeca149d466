namespace Provisioning.Firmware;

/// <summary>The bytes do not end where they must.</summary>
public sealed class ImageTooLargeException(long limit) : Exception($"an image has at most {limit} bytes (Acs:Firmware:MaxImageBytes)");
