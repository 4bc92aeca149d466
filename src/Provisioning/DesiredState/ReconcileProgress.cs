using System.Collections.Immutable;
using Provisioning.Conversations;

namespace Provisioning.DesiredState;

/// <summary>
/// What has been tried for the present desired state: the bound that keeps the reconciler from looping. Kept with the
/// device, forgotten when the desired state's hash changes.
/// </summary>
/// <param name="DesiredHash">The desired state that the counts belong to.</param>
/// <param name="Attempts">Fingerprint of an operation (what it does, not its id) to times handed out.</param>
/// <param name="LastFault">The last refusal.</param>
/// <param name="FirmwareRequestedAt">When the Download of the present command key was accepted.</param>
public sealed record ReconcileProgress(
    string DesiredHash,
    ImmutableDictionary<string, int> Attempts,
    Fault? LastFault,
    string? FirmwareCommandKey,
    DateTimeOffset? FirmwareRequestedAt,
    bool FirmwareTransferred)
{
    public static ReconcileProgress Start(string desiredHash) =>
        new(desiredHash, ImmutableDictionary<string, int>.Empty, null, null, null, false);
}
