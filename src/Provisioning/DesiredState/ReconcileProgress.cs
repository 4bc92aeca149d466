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
    /// <summary>Why the transfer under <see cref="FirmwareCommandKey"/> failed, in the gateway's words.</summary>
    public Fault? FirmwareFault { get; init; }

    /// <summary>When the gateway said that the transfer is done.</summary>
    public DateTimeOffset? FirmwareTransferredAt { get; init; }

    /// <summary>Activation was ordered under the present command key: never a second time.</summary>
    public bool FirmwareActivated { get; init; }

    /// <summary>Instances that the server made for this desired state: a half-made one is cleared away even if nothing in it says whose it is.</summary>
    public ImmutableList<string> Made { get; init; } = [];

    /// <summary>
    /// Secrets read back empty (TR-181 hidden parameters): path to the hash of the value that was last written with success.
    /// </summary>
    public ImmutableDictionary<string, string> Hidden { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Values that the gateway refuses, each with what it said of it: left out, so that the rest is applied.</summary>
    public ImmutableDictionary<string, ParameterFault> Refused { get; init; } = ImmutableDictionary<string, ParameterFault>.Empty;

    /// <summary>Optional objects by key that the gateway refused, and why. Whatever is declared next, they are not tried again until a person says so.</summary>
    public ImmutableDictionary<string, string> Forgone
    {
        get;
        init => field = value ?? ImmutableDictionary<string, string>.Empty; // stored before there were any
    } = ImmutableDictionary<string, string>.Empty;

    /// <summary>At most so many values in one write, halved while the gateway refuses without saying what; 0: as many as ever.</summary>
    public int WriteLimit { get; init; }

    /// <summary>The gateway has said that a path is not there, and was asked anew what it has: once for a desired state.</summary>
    public bool Rediscovered { get; init; }

    /// <summary>The desired state that was reached: whatever differs from it now was changed by somebody else. Null: none since the last start.</summary>
    public string? ConvergedAs { get; init; }

    /// <summary>Nothing was tried since the last start.</summary>
    public bool IsAnew() => Attempts.IsEmpty && LastFault is null && Refused.IsEmpty && ConvergedAs is null;

    public static ReconcileProgress Start(string desiredHash) =>
        new(desiredHash, ImmutableDictionary<string, int>.Empty, null, null, null, false);

    /// <summary>
    /// Starts counting anew. What is known of a firmware transfer stays, because its command key is used once whatever
    /// else is declared meanwhile; so do the secrets written.
    /// </summary>
    public ReconcileProgress Anew(string desiredHash) =>
        this with
        {
            DesiredHash = desiredHash, Attempts = ImmutableDictionary<string, int>.Empty, LastFault = null, Made = [],
            Refused = ImmutableDictionary<string, ParameterFault>.Empty, WriteLimit = 0, Rediscovered = false, ConvergedAs = null,
            Forgone = string.Equals(desiredHash, DesiredHash, StringComparison.Ordinal) ? ImmutableDictionary<string, string>.Empty : Forgone,
        };
}
