using Provisioning.Mud;

namespace Acs.Dashboard.Device;

/// <summary>What is shown of a MUD file beside a host that announces it.</summary>
public sealed record MudFileView(
    string Url,
    MudFileState State,
    MudSignatureState Signature,
    string? SignatureDetail,
    string? Failure,
    string? SystemInfo,
    bool IsSupported,
    DateTimeOffset? FetchedAt,
    DateTimeOffset? ExpiresAt);
