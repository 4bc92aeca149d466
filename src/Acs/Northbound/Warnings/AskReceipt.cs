namespace Acs.Northbound;

/// <summary>Questions that were asked now, with their links, for the ISP to send to the subscribers. At most 500: ask again for the next.</summary>
internal sealed record AskReceipt(int Asked, IReadOnlyList<AskedHome> Questions);
