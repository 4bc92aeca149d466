namespace Provisioning.Devices;

/// <summary>How far a gateway is from what is declared.</summary>
public enum ConvergenceState
{
    /// <summary>Nothing is declared.</summary>
    Unmanaged,

    Pending,

    Converged,

    Faulted,
}
