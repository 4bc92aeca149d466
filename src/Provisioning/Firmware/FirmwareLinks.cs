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

    /// <param name="remoteAddress">The gateway's address as last seen; null: not known.</param>
    /// <param name="deviceRowId">0: for nobody in particular.</param>
    public FirmwareLink For(FirmwareImageRow image, long deviceRowId, string? remoteAddress, string commandKey)
    {
        var expires = time.GetUtcNow().AddHours(options.Value.LinkHours);
        var token = new FirmwareToken(deviceRowId, FirmwareToken.AttemptOf(commandKey), expires, image.Sha256).Sign(key.Bytes);
        var url = new Uri($"{Base(remoteAddress)}/{Prefix}/{token}/{SafeFileName.Of(image.FileName)}");
        return options.Value.RequireCredentials
            ? new FirmwareLink(url, FirmwareToken.Username(token), FirmwareToken.PasswordOf(token, key.Bytes))
            : new FirmwareLink(url, "", "");
    }

    private string Base(string? remoteAddress)
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
