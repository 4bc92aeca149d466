using System.Net;
using Acs.Commands;
using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;
using Provisioning.Firewall;
using Provisioning.Firewall.Evaluation;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>Does this packet of a host pass, and who says so? For API and page.</summary>
internal sealed class PacketWhy(IDbContextFactory<AcsDbContext> database, IDeviceDocuments documents, HostPolicies policies)
{
    /// <param name="packet"><c>tcp 192.168.1.20:5000 > 203.0.113.7:443</c>, addresses only.</param>
    /// <returns>The answer, or what is wrong with the question.</returns>
    public async Task<(PacketWhyResource? Answer, string? Wrong)> AskAsync(HostRow host, string? packet, CancellationToken cancellationToken)
    {
        var wrong = "";
        if (packet is null || !MudPacket.TryParse(packet, out var asked, out wrong)
            || !IPAddress.TryParse(asked.Source, out var source) || !IPAddress.TryParse(asked.Destination, out var destination))
        {
            return (null, $"Write PROTOCOL ADDRESS[:PORT] > ADDRESS[:PORT]{(wrong is { Length: > 0 } ? ": " + wrong : "")}.");
        }

        var own = host.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fromDevice = own.Contains(source.ToString(), StringComparer.OrdinalIgnoreCase) || !own.Contains(destination.ToString(), StringComparer.OrdinalIgnoreCase);
        var policy = (await policies.OfAsync(host.DeviceId, cancellationToken))[host.Mac];
        var gateway = await OfGatewayAsync(host, new Packet(
            fromDevice ? host.Mac : null, source, destination, asked.Protocol, asked.SourcePort, asked.DestinationPort, asked.State, fromDevice), cancellationToken);
        return (new PacketWhyResource(packet, host.Mode.ToString().ToLowerInvariant(), policy.Policy is null ? null : OfPolicy(policy.Policy), policy.WhyNot, gateway), null);

        PacketVerdict OfPolicy(ComposedPolicy composed)
        {
            var (mine, theirs) = fromDevice ? (source, destination) : (destination, source);
            var (minePort, theirPort) = (Math.Max(0, fromDevice ? asked.SourcePort : asked.DestinationPort), Math.Max(0, fromDevice ? asked.DestinationPort : asked.SourcePort));
            var decision = composed.Decide(new FirstPacket(fromDevice, asked.Protocol, mine, minePort, theirs, theirPort));
            return new PacketVerdict(decision.Accepted ? "accept" : "drop", [], decision.Because);
        }
    }

    private async Task<PacketVerdict> OfGatewayAsync(HostRow host, Packet packet, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var known = await documents.LoadAsync(db, host.DeviceId, cancellationToken);
        var layers = await documents.LayersAsync(db, host.DeviceId, cancellationToken);
        var view = FirewallDesiredRules.Of(layers.FirstOrDefault(l => l.Name == Layer.Firewall), known.Reported);
        var rules = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in known.Reported.Under("Device.Firewall."))
        {
            rules[parameter.Path] = parameter.Value ?? "";
        }

        foreach (var parameter in known.Reported.Under("Device.Hosts.AccessControl."))
        {
            rules[parameter.Path] = parameter.Value ?? "";
        }

        var own = host.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => IPAddress.TryParse(a, out var address) ? address : null).OfType<IPAddress>().ToList();
        if (new AccessEvaluator(rules).Denies(packet, own) is { } row)
        {
            return new PacketVerdict("drop", [row.TrimEnd('.')], [new Because("gateway", null, "access-control")]);
        }

        var verdict = new FirewallEvaluator(rules).Decide(packet);
        var last = verdict.Trail.Count > 0 ? verdict.Trail[^1].TrimEnd('.') : null;
        return new PacketVerdict(
            verdict.Accepted switch { true => "accept", false => "drop", null => "undecided" },
            [.. verdict.Trail.Select(t => t.TrimEnd('.'))],
            view.Reported.FirstOrDefault(r => r.Path?.TrimEnd('.') == last)?.Because ?? []);
    }
}
