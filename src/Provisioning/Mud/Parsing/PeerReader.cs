using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary>The MUD abstractions (RFC 8520 §4) below <c>ietf-mud:mud</c> of an entry.</summary>
internal static class PeerReader
{
    public static readonly IReadOnlyList<string> Names =
        ["manufacturer", "same-manufacturer", "model", "local-networks", "controller", "my-controller"];

    /// <summary>Reads the container.</summary>
    public static void Read(PositionedNode container, AceMatch match, DiagnosticLog log)
    {
        if (!container.IsObject || container.Children.Count == 0)
        {
            log.Error(MudCodes.Peer, container, $"'{container.Name}' names no abstraction; write one of {string.Join(", ", Names)}.");
            match.Broken = true;
            return;
        }

        var fields = new ObjectReader(container, "ietf-mud", log);
        foreach (var name in Names)
        {
            if (fields.Take(name) is { } node)
            {
                Add(node, name, match, log);
            }
        }

        foreach (var unknown in fields.Rest)
        {
            log.Error(MudCodes.UnknownMatch, unknown, $"'{unknown.Name}' is no MUD abstraction; ignoring it would match more than was meant.");
            match.Broken = true;
        }
    }

    /// <summary>Reads one abstraction, which some files put directly below <c>matches</c>.</summary>
    public static void Add(PositionedNode node, string name, AceMatch match, DiagnosticLog log)
    {
        // RFC 8520 §4: one abstraction per entry; two would have to hold at once.
        if (match.Peer is not null)
        {
            log.Error(MudCodes.SeveralPeers, node, "The entry names more than one MUD abstraction; write one entry for each.");
            match.Broken = true;
            match.SeveralPeers = true;
            return;
        }

        match.Peer = name switch
        {
            "my-controller" when Leaves.IsEmptyType(node, log) => new MudPeer.MyController(),
            "local-networks" when Leaves.IsEmptyType(node, log) => new MudPeer.LocalNetworks(),
            "same-manufacturer" when Leaves.IsEmptyType(node, log) => new MudPeer.SameManufacturer(),
            "controller" when node is { IsString: true, Text.Length: > 0 and <= 512 } => Controller(node, log),
            "manufacturer" when node.IsString && DnsNames.TryNormalise(node.Text, out var authority) => new MudPeer.Manufacturer(authority),
            "model" when node.IsString && IsUrl(node.Text) => new MudPeer.Model(node.Text),
            _ => null,
        };
        if (match.Peer is null)
        {
            log.Error(MudCodes.Peer, node, $"'{name}' cannot be '{Leaves.Quote(node)}': {Expectation(name)}.");
            match.Broken = true;
        }
    }

    private static MudPeer.Controller Controller(PositionedNode node, DiagnosticLog log)
    {
        if (!Leaves.IsUri(node.Text))
        {
            log.Repair(
                MudCodes.Peer, node,
                $"'{Leaves.Quote(node)}' is not a URI; it is taken as the name of a class that an operator has to fill.",
                MudRepairs.ControllerNotUri);
        }

        return new MudPeer.Controller(node.Text);
    }

    private static bool IsUrl(string text) =>
        text.Length <= 512 && Leaves.IsUri(text) && Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    private static string Expectation(string name) => name switch
    {
        "controller" => "write a URI of at most 512 characters",
        "manufacturer" => "write the host name of a MUD URL",
        "model" => "write the MUD URL of the other device",
        _ => "write [null]",
    };
}
