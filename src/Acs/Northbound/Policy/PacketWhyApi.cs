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

/// <summary><c>/devices/{id}/hosts/{mac}/why</c>: does this packet pass, and who says so?</summary>
internal static class PacketWhyApi
{
    public static void MapPacketWhy(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id}/hosts/{mac}/why", GetAsync).WithTags("policy").Produces<PacketWhyResource>()
            .WithSummary("?packet=tcp 192.168.1.20:5000 > 203.0.113.7:443: what the composed policy and the gateway's rules say to it, by layer, file, ACE and rule.");

    private static async Task<IResult> GetAsync(
        string id, string mac, string? packet, HttpContext http, IDbContextFactory<AcsDbContext> database, IDeviceDocuments documents, HostPolicies policies,
        CancellationToken cancellationToken)
    {
        if (await HostPath.FindAsync(http, mac, database, cancellationToken) is not { } host)
        {
            return HostPath.NotFound();
        }

        var wrong = "";
        if (packet is null || !MudPacket.TryParse(packet, out var asked, out wrong)
            || !IPAddress.TryParse(asked.Source, out var source) || !IPAddress.TryParse(asked.Destination, out var destination))
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["packet"] = [$"Write PROTOCOL ADDRESS[:PORT] > ADDRESS[:PORT]{(wrong is { Length: > 0 } ? ": " + wrong : "")}."] });
        }

        var own = host.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fromDevice = own.Contains(source.ToString(), StringComparer.OrdinalIgnoreCase) || !own.Contains(destination.ToString(), StringComparer.OrdinalIgnoreCase);
        var policy = (await policies.OfAsync(host.DeviceId, cancellationToken))[host.Mac];
        var gateway = await OfGatewayAsync(database, documents, host, new Packet(
            fromDevice ? host.Mac : null, source, destination, asked.Protocol, asked.SourcePort, asked.DestinationPort, asked.State, fromDevice), cancellationToken);
        return Results.Ok(new PacketWhyResource(packet, host.Mode.ToString().ToLowerInvariant(), policy.Policy is { } composed ? OfPolicy() : null, policy.WhyNot, gateway));

        PacketVerdict OfPolicy()
        {
            var (mine, theirs) = fromDevice ? (source, destination) : (destination, source);
            var (minePort, theirPort) = (Math.Max(0, fromDevice ? asked.SourcePort : asked.DestinationPort), Math.Max(0, fromDevice ? asked.DestinationPort : asked.SourcePort));
            var decision = policy.Policy!.Decide(new FirstPacket(fromDevice, asked.Protocol, mine, minePort, theirs, theirPort));
            return new PacketVerdict(decision.Accepted ? "accept" : "drop", [], decision.Because);
        }
    }

    private static async Task<PacketVerdict> OfGatewayAsync(
        IDbContextFactory<AcsDbContext> database, IDeviceDocuments documents, HostRow host, Packet packet, CancellationToken cancellationToken)
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

        var verdict = new FirewallEvaluator(rules).Decide(packet);
        var last = verdict.Trail.Count > 0 ? verdict.Trail[^1].TrimEnd('.') : null;
        return new PacketVerdict(
            verdict.Accepted switch { true => "accept", false => "drop", null => "undecided" },
            [.. verdict.Trail.Select(t => t.TrimEnd('.'))],
            view.Reported.FirstOrDefault(r => r.Path?.TrimEnd('.') == last)?.Because ?? []);
    }
}
