namespace Provisioning.Mud.Certificates;

/// <summary>What a certificate that was handed in brings about.</summary>
public abstract record CertificateOutcome
{
    private CertificateOutcome()
    {
    }

    /// <summary>No such device, or no such host on its LAN.</summary>
    public sealed record NoHost : CertificateOutcome;

    /// <summary>It cannot be read, or says nothing of MUD.</summary>
    public sealed record Unusable(string Reason) : CertificateOutcome;

    /// <param name="Found">What it says.</param>
    /// <param name="Doubt">Why nobody vouches for it, or why the file is not the signer's that it names; null: neither.</param>
    /// <param name="Effect"><c>set</c>, <c>proposed</c> or <c>unchanged</c>.</param>
    public sealed record Taken(MudCertificate Found, string? Doubt, string Effect) : CertificateOutcome;
}
