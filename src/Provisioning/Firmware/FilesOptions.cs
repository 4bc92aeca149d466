namespace Provisioning.Firmware;

/// <summary><c>Acs:Files</c>: where gateways fetch files.</summary>
public sealed class FilesOptions
{
    public const string Section = "Acs:Files";

    /// <summary>Where to listen; <c>*</c> is every address.</summary>
    public string Url { get; set; } = "http://*:7567";

    /// <summary>
    /// The base address under which gateways reach this listener. Null: <see cref="Url"/>, and where that is any address, the
    /// one of this machine that faces the gateway (127.0.0.1 for a gateway on this machine).
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>Base64 of at least 32 bytes that sign the links. Null: made once, kept in the data directory. Several nodes share one.</summary>
    public string? TokenKey { get; set; }

    /// <summary>How long a link is good, hours. A transfer that began goes on.</summary>
    public int LinkHours { get; set; } = 12;

    /// <summary>Links come with a one-time user name and password (Basic), and are refused without.</summary>
    public bool RequireCredentials { get; set; }

    public int MaxConnections { get; set; } = 2000;

    /// <summary>Slowest transfer that is kept, bytes a second. There is no limit on the whole.</summary>
    public int MinBytesPerSecond { get; set; } = 128;
}
