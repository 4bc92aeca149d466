using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>One sentence everywhere: who came why over which protocol, and what it volunteered.</summary>
/// <param name="Identity">Who.</param>
/// <param name="Protocol">One of the flags.</param>
/// <param name="Trust">What the transport verified.</param>
/// <param name="Events">Why, in the order sent.</param>
/// <param name="Values">What it volunteered: the Inform's ParameterList, a Notify's parameters.</param>
/// <param name="At">When, by the server's clock.</param>
/// <param name="RemoteAddress">Transport address for display, without port.</param>
public sealed record Contact(
    DeviceIdentity Identity,
    Protocols Protocol,
    ContactTrust Trust,
    IReadOnlyList<ContactEvent> Events,
    IReadOnlyList<ParameterValue> Values,
    DateTimeOffset At,
    string? RemoteAddress = null);
