namespace Acs.Northbound;

/// <param name="Url">The MUD URL of the certificate.</param>
/// <param name="Subject">Whose certificate it is.</param>
/// <param name="Signer">Who signs the MUD file, as the certificate says; null: it does not.</param>
/// <param name="Verified">An anchor of <c>Acs:Mud:DeviceAnchors</c> vouches for it, and the file is its signer's.</param>
/// <param name="Doubt">Why it is not verified.</param>
/// <param name="Effect"><c>set</c>, <c>proposed</c> (it waits for a person) or <c>unchanged</c>.</param>
internal sealed record HostCertificateResource(string Url, string Subject, string? Signer, bool Verified, string? Doubt, string Effect);
