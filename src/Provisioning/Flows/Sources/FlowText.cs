using System.Globalization;
using System.Net;
using Provisioning.Mud;

namespace Provisioning.Flows.Sources;

/// <summary>A flow out of the texts that a gateway writes. Pure; whatever cannot be understood is no flow.</summary>
internal static class FlowText
{
    private const int Tcp = 6;
    private const int Udp = 17;
    private const long MostDelta = 1L << 53;

    public static FlowRecord? Read(FlowFields fields, Func<string, string?> value)
    {
        if (Address(value(fields.Source)) is not { } source || Address(value(fields.Destination)) is not { } destination
            || source.AddressFamily != destination.AddressFamily || Protocol(value(fields.Protocol)) is not { } protocol)
        {
            return null;
        }

        var hasPorts = protocol is Tcp or Udp;
        var (from, to) = (Port(Of(fields.SourcePort)), Port(Of(fields.DestinationPort)));
        if (hasPorts && to is null)
        {
            return null;
        }

        return new FlowRecord(
            source, hasPorts ? from ?? 0 : 0, destination, hasPorts ? to!.Value : 0, protocol,
            Count(Of(fields.Packets)), Count(Of(fields.Octets)), Time(Of(fields.StartedAt)), Time(Of(fields.EndedAt)),
            MacAddress.TryNormalise(Of(fields.SourceMac), out var mac) ? mac : null)
        {
            TranslatedSource = Address(Of(fields.TranslatedSource)), TranslatedPort = Port(Of(fields.TranslatedSourcePort)) ?? 0, MacInClearText = Of(fields.MacInClearText) is "true" or "1",
        };

        string? Of(string? field) => field is null ? null : value(field)?.Trim();
    }

    public static IPAddress? Address(string? text) => FlowAddress.Parse(text?.Trim());

    public static int? Protocol(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "TCP" => Tcp,
        "UDP" => Udp,
        "ICMP" => 1,
        "ICMPV6" => 58,
        "IGMP" => 2,
        "SCTP" => 132,
        { } digits when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 255 => number,
        _ => null,
    };

    public static int? Port(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue ? port : null;

    private static long Count(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostDelta ? count : 0;

    /// <summary>TR-106 says 0001-01-01 where a time is not known.</summary>
    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1970 ? time.ToUniversalTime() : null;
}
