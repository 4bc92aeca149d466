using System.Collections.Immutable;
using System.Net;
using Provisioning.Firewall.Proof;
using Provisioning.Mud;
using Provisioning.Mud.Community;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Compilation;

/// <summary>
/// What the firewalls of some gateways are worked out from, read at one time: what many homes share is read and parsed once.
/// Safe for several threads.
/// </summary>
internal sealed class GatewayFactsPage
{
    public required IReadOnlyDictionary<long, long> Revisions { get; init; }

    public required IReadOnlyDictionary<long, DeviceDocumentRow> Documents { get; init; }

    public required ILookup<long, HostRow> Hosts { get; init; }

    /// <summary>By URL.</summary>
    public required IReadOnlyDictionary<string, MudFileRow> Files { get; init; }

    /// <summary>A campaign brought these gateways other versions of files than those in force.</summary>
    public required ILookup<long, MudFileVersionRow> Versions { get; init; }

    /// <summary>Those of the ISP for every home have no device.</summary>
    public required IReadOnlyList<PolicyEntryRow> Entries { get; init; }

    /// <summary>Entries that a home is left out of, because an appeal was upheld.</summary>
    public required ILookup<long, Guid> LeftOut { get; init; }

    public required IReadOnlyDictionary<string, ProfileInForce?> Profiles { get; init; }

    /// <summary>As the ISP's resolvers have them.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> Names { get; init; }

    /// <summary>What the gateways' own resolvers answered.</summary>
    public required ILookup<long, GatewayNameRow> OwnNames { get; init; }

    /// <summary>The firewall layers as stored.</summary>
    public required IReadOnlyDictionary<long, DeviceLayerRow> Layers { get; init; }

    public required ParsedFiles Parsed { get; init; }

    public required FirewallOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public (long Revision, GatewayFacts Facts) Of(long deviceId)
    {
        var documents = DeviceDocuments.Of(Documents.GetValueOrDefault(deviceId));
        return (Revisions.GetValueOrDefault(deviceId), new GatewayFacts(
            documents.Reported,
            documents.Capabilities,
            [.. Hosts[deviceId]],
            FilesOf(deviceId),
            GatewayAddresses.Join(OwnNames[deviceId], Names, Time.GetUtcNow()),
            Layers.TryGetValue(deviceId, out var layer) ? DocumentCodec.DecodeLayer(layer.Content) : null,
            Options.Strict,
            Options.MaxRulesPerHost)
        {
            Entries = [.. Entries.Where(e => (e.DeviceId is null || e.DeviceId == deviceId) && !LeftOut[deviceId].Contains(e.Id))],
            Profiles = Profiles,
            Parser = Parsed.Of,
            Proof = Options.Prove ? ProofLimits.Default : null,
            Time = Time,
            LogDrops = Options.LogDrops,
            Pins = Options.PinAddresses,
            AccessControl = Options.AccessControl,
            Forgone = documents.Progress?.Forgone ?? ImmutableDictionary<string, string>.Empty,
        });
    }

    private IReadOnlyDictionary<string, MudFileRow> FilesOf(long deviceId)
    {
        if (!Versions.Contains(deviceId))
        {
            return Files;
        }

        var versions = Versions[deviceId].ToDictionary(v => v.MudFileId);
        return Files.ToDictionary(
            f => f.Key,
            f => f.Value.State == MudFileState.Good && versions.TryGetValue(f.Value.Id, out var version) ? f.Value.With(version) : f.Value,
            StringComparer.Ordinal);
    }
}
