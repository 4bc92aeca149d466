namespace Provisioning.Conversations;

/// <summary>A fault's meaning without its protocol's number, so that what follows can be decided once.</summary>
public enum FaultKind
{
    Other,

    /// <summary>CWMP 9005, USP 7026, 7016, 7010.</summary>
    NoSuchPath,

    /// <summary>CWMP 9006, 9007, USP 7011, 7012.</summary>
    InvalidValue,

    /// <summary>CWMP 9008, USP 7013, 7019.</summary>
    ReadOnly,

    /// <summary>CWMP 9004, USP 7005: the capacity signal.</summary>
    ResourcesExceeded,

    /// <summary>CWMP 9000, USP 7022 for a command that is not there.</summary>
    NotSupported,

    /// <summary>CWMP 9001, USP 7006.</summary>
    Denied,

    /// <summary>CWMP 9003, USP 7004: arguments, with the culprits in <see cref="Fault.Parameters"/>.</summary>
    InvalidArguments,

    /// <summary>CWMP 9010 to 9020.</summary>
    Transfer,

    /// <summary>No answer in time.</summary>
    Timeout,
}
