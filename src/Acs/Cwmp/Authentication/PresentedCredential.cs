using Provisioning.Devices;

namespace Acs.Cwmp.Authentication;

/// <summary>What a request's Authorization header turned out to be.</summary>
internal abstract record PresentedCredential
{
    /// <summary>None was sent.</summary>
    public sealed record None : PresentedCredential;

    /// <summary>Wrong, unreadable, or of a scheme that is not accepted here.</summary>
    public sealed record Invalid(string Why) : PresentedCredential;

    /// <summary>A user name that nobody here has: a factory's, or another server's.</summary>
    public sealed record Foreign : PresentedCredential;

    /// <summary>The secret is right, the nonce is old.</summary>
    public sealed record Stale : PresentedCredential;

    /// <summary>The shared bootstrap credential.</summary>
    public sealed record Bootstrap : PresentedCredential;

    /// <summary>One device's own.</summary>
    public sealed record Device(DeviceCredential Credential) : PresentedCredential;

    /// <summary>A certificate of a trusted authority that names devices.</summary>
    public sealed record Certificate(IReadOnlyList<CertificateIdentity> Identities) : PresentedCredential;
}
