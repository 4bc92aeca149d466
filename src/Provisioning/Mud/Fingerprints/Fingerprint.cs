namespace Provisioning.Mud.Fingerprints;

/// <summary>How a model looks from outside. All that is given must hold; a star in a text stands for any characters.</summary>
/// <param name="Model">What it is, in words.</param>
/// <param name="Confidence">How sure it is where all of it holds: 0 to 1, exclusive of both.</param>
/// <param name="Oui">First three octets of the MAC address, any of them: <c>00:17:88</c>.</param>
/// <param name="VendorClass">DHCP option 60.</param>
/// <param name="HostName">As the host tells the DHCP server.</param>
/// <param name="MudUrl">Where its file is, if somebody publishes one; empty: nobody does.</param>
public sealed record Fingerprint(
    string Model, double Confidence, IReadOnlyList<string>? Oui = null, string? VendorClass = null, string? HostName = null, string? MudUrl = null);
