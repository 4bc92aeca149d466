namespace Provisioning.BulkData.Profiles;

/// <summary>How reports travel.</summary>
public enum BulkDataProtocol
{
    /// <summary><c>Push!</c> where the gateway speaks USP, else HTTP.</summary>
    Auto,

    /// <summary>To the collector of this server.</summary>
    Http,

    /// <summary><c>Push!</c> events; gateways without USP do not get the profile.</summary>
    Usp,
}
