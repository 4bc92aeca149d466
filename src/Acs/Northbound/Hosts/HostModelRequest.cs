namespace Acs.Northbound;

/// <param name="Model">As profiles of the community name it; null: what the host looks like counts again.</param>
internal sealed record HostModelRequest(string? Model);
