using System.Net;

namespace Provisioning.Flows;

/// <summary>
/// Exporters without bidirectional flows (RFC 5103) tell of each connection twice, once in each direction. The half that began later is the
/// answer, and an answer opens nothing.
/// </summary>
internal static class FlowOpenings
{
    public static IReadOnlyList<FlowRecord> Of(IReadOnlyList<FlowRecord> flows)
    {
        var began = new Dictionary<Ends, DateTimeOffset>();
        foreach (var flow in flows)
        {
            var ends = Ends.Of(flow);
            began[ends] = began.TryGetValue(ends, out var known) && known < Began(flow) ? known : Began(flow);
        }

        return [.. flows.Where(f => !IsAnswer(f, began))];
    }

    private static bool IsAnswer(FlowRecord flow, Dictionary<Ends, DateTimeOffset> began)
    {
        var ends = Ends.Of(flow);
        if (ends == ends.Turned || !began.TryGetValue(ends.Turned, out var other))
        {
            return false;
        }

        // Both in the same millisecond, or without a time: who serves has the lower port.
        var mine = began[ends];
        return other != mine ? other < mine
            : flow.SourcePort != flow.DestinationPort ? flow.SourcePort < flow.DestinationPort
            : flow.Source.GetAddressBytes().AsSpan().SequenceCompareTo(flow.Destination.GetAddressBytes()) > 0;
    }

    private static DateTimeOffset Began(FlowRecord flow) => flow.StartedAt ?? DateTimeOffset.MaxValue;

    private readonly record struct Ends(IPAddress Source, int SourcePort, IPAddress Destination, int DestinationPort, int Protocol)
    {
        public Ends Turned => new(Destination, DestinationPort, Source, SourcePort, Protocol);

        public static Ends Of(FlowRecord flow) => new(flow.Source, flow.SourcePort, flow.Destination, flow.DestinationPort, flow.Protocol);
    }
}
