namespace Provisioning.Mud;

public enum MudSignatureState
{
    /// <summary>The file names no mud-signature.</summary>
    Unsigned,

    Valid,

    Invalid,
}
