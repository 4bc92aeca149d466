namespace Acs.Cwmp.Endpoint;

/// <summary><c>Acs:Cwmp:Bootstrap</c>.</summary>
internal sealed class CwmpBootstrapOptions
{
    public string? User { get; set; }

    public string? Password { get; set; }
}
