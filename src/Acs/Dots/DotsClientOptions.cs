namespace Acs.Dots;

/// <summary>One Call Home DOTS client.</summary>
internal sealed class DotsClientOptions
{
    public const int DefaultPort = 4647;

    /// <summary><c>dots.example.net</c> or <c>dots.example.net:4647</c>; an IPv6 address in brackets.</summary>
    public string Address { get; set; } = "";

    /// <summary>Name of the source of warnings (kind dots) that it is: what it may ask for stands there.</summary>
    public string Source { get; set; } = "";

    /// <summary>The name in its certificate; null: that of the address.</summary>
    public string? ServerName { get; set; }

    /// <summary>PEM file of the authorities that its certificate must come from.</summary>
    public string Authorities { get; set; } = "";

    /// <summary>Host and port; null: the address cannot be read.</summary>
    public (string Host, int Port)? Target =>
        Uri.TryCreate($"coaps://{Address}", UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.AbsolutePath is "" or "/" ? (uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : DefaultPort) : null;
}
