namespace Acs.Northbound;

/// <param name="Id">Rises; a stream goes on after the last one seen (<c>Last-Event-ID</c>).</param>
/// <param name="Device">The device's id; null: concerns the fleet.</param>
/// <param name="Kind"><c>device.enrolled</c>, <c>mud.compiled</c>, <c>campaign.paused</c>….</param>
public sealed record EventResource(long Id, string? Device, DateTimeOffset At, string Kind, string Text);
