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

    /// <summary>
    /// A transfer of which nothing is heard or seen for so long, minutes, has ended: what was seen of it decides how.
    /// </summary>
    public int TransferMinutes { get; set; } = 60;

    /// <summary>Links come with a one-time user name and password (Basic), and are refused without.</summary>
    public bool RequireCredentials { get; set; }

    /// <summary>Largest file that a gateway may upload, bytes.</summary>
    public long MaxUploadBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>So many uploaded files are kept of each gateway, the newest.</summary>
    public int UploadsPerDevice { get; set; } = 20;

    public int MaxConnections { get; set; } = 2000;

    /// <summary>Slowest transfer that is kept, bytes a second. There is no limit on the whole.</summary>
    public int MinBytesPerSecond { get; set; } = 128;

    /// <summary>A connection may be slower than that, or stand still, for so long, seconds.</summary>
    public int IdleSeconds { get; set; } = 30;

    /// <summary>All transfers of this node together, bytes a second, shared evenly; 0: no cap. Speed tests do not count.</summary>
    public long MaxBytesPerSecond { get; set; }

    /// <summary>So many downloads and uploads at once on this node; one more is told to come later (503). 0: no limit.</summary>
    public int MaxConcurrent { get; set; }
}
