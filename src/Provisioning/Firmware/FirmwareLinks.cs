using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Provisioning.Storage.Rows;

namespace Provisioning.Firmware;

/// <summary>Makes the links under which gateways fetch images.</summary>
public sealed class FirmwareLinks(FileKey key, IOptions<FilesOptions> options, TimeProvider time)
{
    /// <summary>First segment of every path of the file server.</summary>
    public const string Prefix = "f";

    /// <summary>The port that the listener really has; set by it once it listens (the configured one may be 0).</summary>
    public int? BoundPort { get; set; }

    /// <summary>First segment of the addresses that gateways upload to.</summary>
    public const string UploadPrefix = "u";

    /// <summary>Where the gateway brings the file of an order, once, good from now on.</summary>
    /// <param name="wait">How much later than now the gateway may begin.</param>
    internal FirmwareLink ForUpload(Guid operationId, long deviceRowId, string? remoteAddress, TimeSpan wait) => Signed(
        new UploadToken(deviceRowId, operationId, Expiry(wait)).Sign(key.Bytes),
        text => new Uri($"{Base(remoteAddress)}/{UploadPrefix}/{text}/file"));

    /// <param name="remoteAddress">The gateway's address as last seen; null: not known.</param>
    /// <param name="deviceRowId">0: for nobody in particular.</param>
    public FirmwareLink For(FirmwareImageRow image, long deviceRowId, string? remoteAddress, string commandKey)
    {
        var token = new FirmwareToken(deviceRowId, FirmwareToken.AttemptOf(commandKey), Expiry(TimeSpan.Zero), image.Sha256);
        return Signed(token.Sign(key.Bytes), text => new Uri($"{Base(remoteAddress)}/{Prefix}/{text}/{SafeFileName.Of(image.FileName)}"));
    }

    /// <summary>
    /// The same link, good from now on: one that waited in an order or a campaign may have expired before its gateway came.
    /// </summary>
    /// <param name="deviceRowId">Who is given it.</param>
    /// <param name="commandKey">Of its transfer: what is fetched under it is seen as this one's.</param>
    /// <param name="wait">How much later than now the gateway may begin.</param>
    /// <returns>Null: it is no link of ours.</returns>
    internal FirmwareLink? Renewed(Uri url, long deviceRowId, string commandKey, TimeSpan wait)
    {
        var parts = url.AbsolutePath.Split('/');
        return parts.Length == 4 && parts[1] == Prefix && FirmwareToken.Read(parts[2], key.Bytes) is { } token
            ? Signed(
                (token with { DeviceRowId = deviceRowId, Attempt = FirmwareToken.AttemptOf(commandKey), Expires = Expiry(wait) }).Sign(key.Bytes),
                text => new Uri(url, $"/{Prefix}/{text}/{parts[3]}"))
            : null;
    }

    /// <summary>Whose transfer an address of ours is: the device and the attempt.</summary>
    /// <returns>Null: it is no address of ours.</returns>
    internal (long DeviceRowId, uint Attempt)? Transfer(Uri url) => url.AbsolutePath.Split('/') switch
    {
        [_, Prefix, var text, ..] when FirmwareToken.Read(text, key.Bytes) is { } token => (token.DeviceRowId, token.Attempt),
        [_, UploadPrefix, var text, ..] when UploadToken.Read(text, key.Bytes) is { } token =>
            (token.DeviceRowId, FirmwareToken.AttemptOf(token.OperationId.ToString("N"))),
        _ => null,
    };

    /// <summary>When an address that is made now will be good no more.</summary>
    internal DateTimeOffset Expiry(TimeSpan wait) => time.GetUtcNow() + wait + TimeSpan.FromHours(options.Value.LinkHours);

    private FirmwareLink Signed(string text, Func<string, Uri> url) => options.Value.RequireCredentials
        ? new FirmwareLink(url(text), SignedLink.Username(text), SignedLink.PasswordOf(text, key.Bytes))
        : new FirmwareLink(url(text), "", "");

    /// <summary>Where a gateway at this address reaches the file server, without a slash at the end.</summary>
    internal string Base(string? remoteAddress)
    {
        if (options.Value.PublicUrl is { Length: > 0 } configured)
        {
            return configured.TrimEnd('/');
        }

        // Not a Uri yet: that knows no "*".
        var listen = options.Value.Url.TrimEnd('/');
        var scheme = listen[..listen.IndexOf("://", StringComparison.Ordinal)];
        var authority = listen[(scheme.Length + 3)..];
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > authority.LastIndexOf(']');
        var host = hasPort ? authority[..colon] : authority;
        var port = BoundPort?.ToString() ?? (hasPort ? authority[(colon + 1)..] : scheme == "https" ? "443" : "80");
        return $"{scheme}://{(host is "*" or "+" or "0.0.0.0" or "[::]" ? Facing(remoteAddress) : host)}:{port}";
    }

    /// <summary>This machine's address on the way to the gateway.</summary>
    private static string Facing(string? remoteAddress)
    {
        if (!IPAddress.TryParse(remoteAddress, out var remote) && IPEndPoint.TryParse(remoteAddress ?? "", out var endPoint))
        {
            remote = endPoint.Address;
        }

        if (remote is { IsIPv4MappedToIPv6: true })
        {
            remote = remote.MapToIPv4();
        }

        if (remote is not null && IPAddress.IsLoopback(remote))
        {
            return "127.0.0.1";
        }

        try
        {
            if (remote is not null)
            {
                // Connecting a datagram socket sends nothing; it only asks the routing table.
                using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                probe.Connect(remote, 9);
                return Text(((IPEndPoint)probe.LocalEndPoint!).Address);
            }
        }
        catch (SocketException)
        {
            // No route to it now: any address of ours is as good as another.
        }

        return NetworkInterface.GetAllNetworkInterfaces()
            .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a)) is { } own
            ? Text(own)
            : "127.0.0.1";
    }

    private static string Text(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? $"[{new IPAddress(address.GetAddressBytes())}]"
        : address.ToString();
}
