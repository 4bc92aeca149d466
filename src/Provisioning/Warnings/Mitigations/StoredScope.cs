using System.Net;
using System.Text.Json;
using Provisioning.Mud.Model;

namespace Provisioning.Warnings.Mitigations;

/// <summary>A scope as a warning's document keeps it.</summary>
internal sealed record StoredScope(
    IReadOnlyList<string> TargetPrefix, IReadOnlyList<PortRange> TargetPortRange, IReadOnlyList<int> TargetProtocol, IReadOnlyList<string> SourcePrefix, IReadOnlyList<PortRange> SourcePortRange)
{
    public static string Write(MitigationScope scope) => JsonSerializer.Serialize(
        new StoredScope([.. scope.Targets.Select(t => t.ToString())], scope.TargetPorts, scope.Protocols, [.. scope.Sources.Select(s => s.ToString())], scope.SourcePorts), JsonSerializerOptions.Web);

    public static MitigationScope Read(string json) => JsonSerializer.Deserialize<StoredScope>(json, JsonSerializerOptions.Web) is not { } stored ? MitigationScope.Empty
        : MitigationScope.Empty with
        {
            Targets = [.. stored.TargetPrefix.Select(IPNetwork.Parse)], TargetPorts = stored.TargetPortRange, Protocols = stored.TargetProtocol,
            Sources = [.. stored.SourcePrefix.Select(IPNetwork.Parse)], SourcePorts = stored.SourcePortRange,
        };
}
