using Provisioning.Mud;

namespace Acs.Dashboard.Mud;

internal sealed record MudFileLine(
    long Id,
    string Url,
    string? SystemInfo,
    bool IsSupported,
    MudFileState State,
    string? Failure,
    MudSignatureState Signature,
    string? SignatureDetail,
    int Hosts,
    string? Diagnostics,
    DateTimeOffset? FetchedAt,
    DateTimeOffset? ExpiresAt,
    bool IsWaiting,
    bool IsHeld);
