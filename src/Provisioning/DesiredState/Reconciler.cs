using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>
/// Names the next operation, from what is wanted, what is reported and what the gateway can do. Pure: no clock, no
/// database. The order is always the same:
/// <code>
///  1 read      subtrees that matter and are not known, or stale since a write (this is also the read-back)
///  2 build     objects that are missing, then their values                      (new firewall beside the old one)
///  3 set       plain values
///  4 switch    every Switch value that differs, in one atomic write             (make before break)
///  5 retire    owned rows that nobody wants any more
///  6 firmware  Download, over USP Activate() once transferred, then wait for the version that the gateway reports
/// </code>
/// Each operation is handed out a bounded number of times; then the state is faulted with what the gateway said.
/// </summary>
public static class Reconciler
{
    /// <summary>How often the same operation may be handed out for the same desired state.</summary>
    public const int MaxAttempts = 3;

    public static ReconcileStep Next(
        DesiredDevice desired,
        ReportedParameters reported,
        Capabilities capabilities,
        ReconcileProgress progress,
        Protocols via,
        DateTimeOffset now) => throw new NotSupportedException("skeleton");
}
