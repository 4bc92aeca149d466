namespace Acs.Northbound;

/// <param name="Action"><c>allow</c> or <c>block</c>.</param>
/// <param name="Direction"><c>from-device</c> (default) or <c>to-device</c>: who opens the flow.</param>
/// <param name="Peer"><c>any</c>, <c>local</c>, a DNS name, an address or a prefix.</param>
/// <param name="Protocol">Number, <c>tcp</c>, <c>udp</c>, <c>icmp</c>; absent: any.</param>
/// <param name="Port">One port of the destination; or <paramref name="FirstPort"/> and <paramref name="LastPort"/>.</param>
/// <param name="MudUrl">Only the ISP's: hosts under this URL.</param>
/// <param name="EndsAt">When it ends by itself.</param>
internal sealed record PolicyEntryRequest(
    string Action, string? Direction, string Peer, string? Protocol, int? Port, int? FirstPort, int? LastPort, string? MudUrl, string? Reason, DateTimeOffset? EndsAt);
