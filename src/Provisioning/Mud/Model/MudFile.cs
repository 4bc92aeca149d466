namespace Provisioning.Mud.Model;

/// <summary>A MUD file (RFC 8520) after parsing and named repairs.</summary>
/// <param name="Sha256">Hex, of the bytes as fetched.</param>
/// <param name="CacheValidity">1 to 168 hours (RFC 8520 §3.5), clamped.</param>
/// <param name="FromDevice">ACLs of from-device-policy in order; empty when the policy is absent.</param>
public sealed record MudFile(
    string MudUrl,
    string Sha256,
    DateTimeOffset? LastUpdate,
    TimeSpan CacheValidity,
    bool IsSupported,
    string? SystemInfo,
    string? ManufacturerName,
    string? ModelName,
    string? FirmwareRevision,
    string? SoftwareRevision,
    string? Documentation,
    string? SignatureUrl,
    IReadOnlyList<string> Extensions,
    IReadOnlyList<MudAcl> FromDevice,
    IReadOnlyList<MudAcl> ToDevice);
