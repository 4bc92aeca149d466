using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Acs.Cwmp.Endpoint;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;

namespace Acs.Cwmp.Authentication;

/// <summary>
/// Finds out who calls. What a header says of address, TLS and certificate counts only where the TCP connection comes from
/// a proxy that is configured: anybody can write headers.
/// </summary>
internal sealed class Callers(IOptions<CwmpOptions> options, ClientCertificates certificates)
{
    private const int MostHops = 16;
    private static readonly object _shownKey = new();

    private readonly IPNetwork[] _proxies = [.. options.Value.Proxies.Select(p => IPNetwork.Parse(p))];
    private readonly string? _certificateHeader = options.Value.ClientCertificates.ProxyHeader;

    /// <summary>Keeps what the handshake showed with its connection.</summary>
    public static void Showed(IDictionary<object, object?> connection, ShownCertificate shown) => connection[_shownKey] = shown;

    public Caller Of(HttpContext http)
    {
        var address = Plain(http.Connection.RemoteIpAddress);
        if (address is null || !IsProxy(address))
        {
            return new Caller(address?.ToString(), http.Request.IsHttps, Shown(http));
        }

        var headers = http.Request.Headers;
        var secure = headers["X-Forwarded-Proto"] is { Count: > 0 } forwarded
            ? string.Equals(forwarded[^1]?.Split(',')[^1].Trim(), "https", StringComparison.OrdinalIgnoreCase)
            : http.Request.IsHttps;
        return new Caller(Forwarded(headers["X-Forwarded-For"].ToString()), secure, FromHeader(http));
    }

    public string? Address(HttpContext http) => Of(http).Address;

    /// <summary>The last address that is not a proxy's: what stands before it, the gateway may have written itself.</summary>
    private string? Forwarded(string header)
    {
        var hops = header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = hops.Length - 1; i >= Math.Max(0, hops.Length - MostHops); i--)
        {
            var text = hops[i].StartsWith('[') ? hops[i].TrimStart('[').Split(']')[0]
                : hops[i].Count(c => c == ':') == 1 ? hops[i].Split(':')[0]
                : hops[i];
            if (!IPAddress.TryParse(text, out var hop))
            {
                return null;
            }

            if (!IsProxy(Plain(hop)!))
            {
                return Plain(hop)!.ToString();
            }
        }

        return null;
    }

    private static ShownCertificate? Shown(HttpContext http) =>
        http.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(_shownKey, out var shown) == true ? shown as ShownCertificate : null;

    /// <summary>PEM, percent-encoded (nginx <c>$ssl_client_escaped_cert</c>) or base64 DER; verified here once more.</summary>
    private ShownCertificate? FromHeader(HttpContext http)
    {
        if (_certificateHeader is null || certificates.Mode == ClientCertificateUse.Off
            || http.Request.Headers[_certificateHeader].ToString() is not { Length: > 0 and <= 16_384 } text)
        {
            return null;
        }

        try
        {
            var decoded = Uri.UnescapeDataString(text);
            using var certificate = decoded.Contains("-----BEGIN", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(decoded)
                : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(decoded));
            return certificates.Judge(certificate, null);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return new ShownCertificate("", "Unreadable", []);
        }
    }

    private bool IsProxy(IPAddress address) => Array.Exists(_proxies, p => p.Contains(address));

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
