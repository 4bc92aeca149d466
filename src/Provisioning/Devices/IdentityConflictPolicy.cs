namespace Provisioning.Devices;

/// <summary>What becomes of an identity under which two gateways come.</summary>
public enum IdentityConflictPolicy
{
    /// <summary>It is told, in its events and in its Why.</summary>
    Tell,

    /// <summary>It is told, and both are answered and asked nothing until they have stopped for an hour.</summary>
    Hold,
}
