using Provisioning.Mud.Questions;
using Provisioning.Storage.Rows;

namespace Provisioning.Warnings.Sources;

/// <summary>What of that which a source asks for it may ask for. Pure.</summary>
public static class SourceRights
{
    /// <summary>A prefix that is wider holds so many that it is everybody.</summary>
    private const int WidestV4 = 16;
    private const int WidestV6 = 32;

    /// <returns>The flows that it may have blocked, and what is wrong with the others; null: nothing.</returns>
    public static (IReadOnlyList<AskedFlow> Allowed, string? Refused) Of(WarningSourceRow source, IReadOnlyList<AskedFlow> asked)
    {
        var allowed = new List<AskedFlow>();
        var refused = new List<string>();
        foreach (var flow in asked)
        {
            if (WhyNot(source, flow) is { } why)
            {
                refused.Add($"{flow.Peer}: {why}");
            }
            else
            {
                allowed.Add(flow);
            }
        }

        return (allowed, refused.Count == 0 ? null : string.Join("; ", refused));
    }

    private static string? WhyNot(WarningSourceRow source, AskedFlow flow)
    {
        if (IsEverybody(flow.Peer) && (flow.Protocol < 0 || !HasPorts(flow)))
        {
            return source.MayIsolate ? null : "it names no destination and no service, and this source may not isolate";
        }

        var isFlow = !flow.FromDevice || flow.Protocol >= 0 || HasPorts(flow) || IsEverybody(flow.Peer);
        return isFlow
            ? source.MayBlockFlow ? null : "this source may not block flows"
            : source.MayBlockDestination || source.MayBlockFlow ? null : "this source may not block destinations";
    }

    public static bool IsEverybody(string peer) =>
        peer is "any" or "local" || (System.Net.IPNetwork.TryParse(peer, out var network)
            && network.PrefixLength < (network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? WidestV4 : WidestV6));

    private static bool HasPorts(AskedFlow flow) => (flow.FirstPort, flow.LastPort) != (0, ushort.MaxValue);
}
