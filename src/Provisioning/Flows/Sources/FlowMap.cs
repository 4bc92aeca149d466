namespace Provisioning.Flows.Sources;

/// <summary>Where one kind of gateway tells of flows: no standard object does, so this is a file in <c>schemas/flows</c>.</summary>
/// <param name="Because">For a person.</param>
/// <param name="Table">Rows that bulk data brings, as a template: <c>Device.X_VENDOR_Flows.Flow.{i}.</c></param>
/// <param name="Event">A USP event, as a template without its arguments: <c>Device.X_VENDOR_Flows.Dropped!</c></param>
internal sealed record FlowMap(string Name, string Because, FlowFields Fields, string? Table = null, string? Event = null);
