using System.Net;

namespace Provisioning.Flows;

/// <summary>From where a flow was opened, as the other end sees it.</summary>
/// <param name="Ports">The newest first.</param>
/// <param name="Source">Null: no translation was told.</param>
internal sealed record RecentSources(IReadOnlyList<int> Ports, IPAddress? Source, DateTimeOffset Last)
{
    /// <summary>Ports of one flow that are remembered.</summary>
    public const int MostPorts = 16;

    public static RecentSources Of(FlowRecord flow, DateTimeOffset at)
    {
        var port = flow.TranslatedPort > 0 ? flow.TranslatedPort : flow.SourcePort;
        return new RecentSources(port > 0 ? [port] : [], flow.TranslatedSource, at);
    }

    public RecentSources After(RecentSources before) => new(
        [.. Ports.Concat(before.Ports).Distinct().Take(MostPorts)], Source ?? before.Source, Last > before.Last ? Last : before.Last);
}
