namespace Acs.Cwmp.Endpoint;

/// <summary><c>Acs:Cwmp:ConnectionRequest</c>.</summary>
internal sealed class ConnectionRequestOptions
{
    /// <summary>
    /// Networks (<c>10.0.0.0/8</c>) that connection requests may go to besides the address that the device's own session came
    /// from. A device chooses its ConnectionRequestURL: without this bound it could aim the server at anything.
    /// </summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>Seconds for the whole exchange.</summary>
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Answer a Basic challenge. The password then crosses the wire readable.</summary>
    public bool AllowBasic { get; set; }
}
