namespace CpeSimulator.Manufacturer;

/// <summary>One thing that a device does, from which the ACEs of both directions are written.</summary>
/// <param name="Peer"><c>dns:NAME</c>, <c>controller:URI</c>, <c>my-controller</c>, <c>local-networks</c>, <c>same-manufacturer</c>.</param>
/// <param name="Port">At the peer, or at the device where <paramref name="AtDevice"/>.</param>
/// <param name="AtDevice">The peer opens the connection.</param>
public sealed record MudRule(string Name, string Peer, string Protocol, int Port, bool AtDevice = false);
