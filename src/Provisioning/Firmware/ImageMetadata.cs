namespace Provisioning.Firmware;

/// <summary>What an operator says of an image. Null: any gateway.</summary>
public sealed record ImageMetadata(string FileName, string Version, string? Oui, string? ProductClass, string? Manufacturer);
