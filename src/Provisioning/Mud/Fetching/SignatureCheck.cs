namespace Provisioning.Mud.Fetching;

/// <param name="Detail">Subject of the signer, or why it does not hold; null when unsigned.</param>
/// <param name="SignerId">Of a good signature, as <see cref="SignerIdentity"/> has it; else null.</param>
internal sealed record SignatureCheck(MudSignatureState State, string? Detail, string? SignerId = null)
{
    public static SignatureCheck Invalid(string why) => new(MudSignatureState.Invalid, why);
}
