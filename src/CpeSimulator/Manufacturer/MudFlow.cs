namespace CpeSimulator.Manufacturer;

/// <summary>
/// One thing that a product does on the network; becomes an ACE in each direction and IP version.
/// </summary>
/// <param name="Name">Of the ACE.</param>
/// <param name="Protocol">IP protocol number.</param>
/// <param name="Port">The peer's port, or the product's own where <see cref="PeerOpens"/>; null: any.</param>
public sealed record MudFlow(string Name, int Protocol, int? Port)
{
    /// <summary>The peer's DNS name.</summary>
    public string? DnsName { get; init; }

    /// <summary>A MUD abstraction instead: <c>local-networks</c>, <c>same-manufacturer</c>, <c>my-controller</c>.</summary>
    public string? Abstraction { get; init; }

    /// <summary><c>controller</c>: a class URI.</summary>
    public string? ControllerClass { get; init; }

    /// <summary>The peer opens the flow, towards <see cref="Port"/> of the product.</summary>
    public bool PeerOpens { get; init; }
}
