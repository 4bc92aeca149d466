namespace Provisioning.Mud.Fetching;

/// <param name="Detail">Subject of the signer, or why it does not hold; null when unsigned.</param>
internal sealed record SignatureCheck(MudSignatureState State, string? Detail)
{
    public static SignatureCheck Invalid(string why) => new(MudSignatureState.Invalid, why);
}
