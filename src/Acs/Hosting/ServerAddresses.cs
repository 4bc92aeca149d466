namespace Acs.Hosting;

/// <summary>Where the running server is reached, with the ports that it really got.</summary>
/// <param name="Mqtt">The embedded broker or the external one, as <c>mqtt://host:port</c>.</param>
/// <param name="Data">Full path of the data directory.</param>
public sealed record ServerAddresses(Uri Web, Uri Cwmp, Uri Files, Uri Mqtt, string Data);
