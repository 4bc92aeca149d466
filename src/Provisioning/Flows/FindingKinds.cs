namespace Provisioning.Flows;

/// <summary>Kinds as the API and the pages write them.</summary>
public static class FindingKinds
{
    public static IReadOnlyList<FindingKind> All { get; } = Enum.GetValues<FindingKind>();

    public static string NameOf(FindingKind kind) => kind switch
    {
        FindingKind.Undeclared => "undeclared",
        FindingKind.Forbidden => "forbidden",
        FindingKind.PlainText => "plain-text",
        FindingKind.HardwareAddress => "hardware-address",
        FindingKind.Dropped => "dropped",
        _ => "dns-bypass",
    };

    /// <summary>What makes it a finding, for a person.</summary>
    public static string Explain(FindingKind kind, int protocol, int port, ExposureCatalogue catalogue) => kind switch
    {
        FindingKind.Undeclared => "Nothing in the MUD file, and nobody else, lets this flow through.",
        FindingKind.Forbidden => "The ISP or the subscriber forbids it.",
        FindingKind.PlainText => catalogue.PlainText(protocol, port) is { } known ? $"{known.Name}: {known.Reason}" : "The protocol has no encryption.",
        FindingKind.HardwareAddress => "Its hardware address leaves the home in the clear: in its IPv6 address (RFC 4291 appendix A; RFC 8981 says why not), or as the gateway tells.",
        FindingKind.Dropped => "The gateway's counters say that packets were dropped which nobody lets through; they do not say where to.",
        _ => port == 443 ? "A public resolver's address: DNS over HTTPS, as far as can be told." : "Names are asked of somebody else than the home's resolvers.",
    };
}
