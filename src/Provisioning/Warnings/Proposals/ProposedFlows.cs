using System.Text.Json;
using Provisioning.Mud.Questions;

namespace Provisioning.Warnings.Proposals;

/// <summary>Flows as rows hold them.</summary>
public static class ProposedFlows
{
    public static IReadOnlyList<AskedFlow> Read(string json) => JsonSerializer.Deserialize<AskedFlow[]>(json, JsonSerializerOptions.Web) ?? [];

    public static string Write(IReadOnlyList<AskedFlow> flows) => JsonSerializer.Serialize(flows, JsonSerializerOptions.Web);
}
