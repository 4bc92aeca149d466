namespace UspController;

/// <summary><c>Acs:Usp:Mqtt:Bootstrap</c>: the credential that the whole fleet shares for its first contact. Both empty: there is none.</summary>
public sealed class UspBootstrapOptions
{
    public string User { get; set; } = "";

    public string Password { get; set; } = "";
}
