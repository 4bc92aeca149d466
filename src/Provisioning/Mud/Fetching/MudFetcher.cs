using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Provisioning.Mud.Fetching;

/// <summary>
/// GETs MUD files and their signatures (RFC 8520 §1.6, §3). The URL comes from a device on a subscriber's LAN, so nothing of
/// the answer is trusted: https only, few redirects, bounded size and time, no cookies, no proxy, and no address that is not
/// public. The address is checked where the connection is made, so a name that changes its mind gains nothing.
/// </summary>
internal sealed class MudFetcher : IDisposable
{
    public const int MaxRedirects = 5;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker _http;
    private readonly MudOptions _options;
    private readonly FixedNames _names;
    private readonly TimeProvider _time;

    public MudFetcher(IOptions<MudOptions> options, FixedNames names, TimeProvider time)
    {
        _options = options.Value;
        _names = names;
        _time = time;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = 4,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsTrusted },
        });
    }

    /// <param name="accept">Media type.</param>
    /// <param name="etag">Of the content that is known, or null.</param>
    public Task<FetchResult> GetAsync(string url, string accept, string? etag, CancellationToken cancellationToken) =>
        GetAsync(url, accept, etag, Parsing.PositionedJson.MaxSize, cancellationToken);

    /// <summary>The same for what may be larger than a MUD file.</summary>
    public async Task<FetchResult> GetAsync(string url, string accept, string? etag, int maxBytes, CancellationToken cancellationToken)
    {
        if (AnnouncedUrl.Check(url) is { Ignored: { } ignored })
        {
            return new FetchResult.Failed(ignored);
        }

        using var timeout = new CancellationTokenSource(Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await FollowAsync(new Uri(url), accept, etag, maxBytes, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FetchResult.Failed($"no answer within {Timeout.TotalSeconds:0} seconds");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or AuthenticationException or CryptographicException)
        {
            return new FetchResult.Failed(Innermost(e));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<FetchResult> FollowAsync(Uri url, string accept, string? etag, int maxBytes, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Accept.ParseAdd(accept);
            request.Headers.AcceptLanguage.ParseAdd("en");
            request.Headers.UserAgent.ParseAdd("acs-mud/1.0");
            if (etag is not null && EntityTagHeaderValue.TryParse(etag, out var tag))
            {
                request.Headers.IfNoneMatch.Add(tag);
            }

            using var response = await _http.SendAsync(request, cancellationToken);
            switch ((int)response.StatusCode)
            {
                case 200:
                    return await ReadAsync(response, url, maxBytes, cancellationToken);
                case 304 when etag is not null:
                    return new FetchResult.NotModified(url);
                case 301 or 302 or 303 or 307 or 308:
                    if (redirects == MaxRedirects)
                    {
                        return new FetchResult.Failed($"more than {MaxRedirects} redirects");
                    }

                    if (response.Headers.Location is not { } location || AnnouncedUrl.Check(new Uri(url, location).AbsoluteUri) is { Ignored: not null })
                    {
                        return new FetchResult.Failed("a redirect that does not lead to an https URL");
                    }

                    url = new Uri(url, location);
                    break;
                default:
                    return new FetchResult.Failed($"the server answered {(int)response.StatusCode}");
            }
        }
    }

    private static async Task<FetchResult> ReadAsync(HttpResponseMessage response, Uri url, int max, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (content.Length + read > max)
            {
                return new FetchResult.Failed($"the answer has more than {max} bytes");
            }

            content.Write(buffer, 0, read);
        }

        var etag = response.Headers.ETag?.ToString();
        return new FetchResult.Fetched(content.ToArray(), etag is { Length: <= 256 } ? etag : null, url);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host.Trim('[', ']');
        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : _names.Find(host) ?? await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = addresses.Where(a => _options.AllowPrivateAddresses ? PublicAddresses.IsUnicast(a) : PublicAddresses.IsPublic(a)).Take(8).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(addresses.Count == 0
                ? $"'{host}' does not resolve"
                : $"'{host}' is at no public address, but at {addresses[0]}; {MudOptions.Section}:AllowPrivateAddresses forbids such");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        // A wrong name or no certificate is never excused; an unknown CA may be one that is configured.
        if (certificate is null || chain is null)
        {
            throw new AuthenticationException("the server shows no certificate");
        }

        using var leaf = new X509Certificate2(certificate);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw new AuthenticationException($"the server's certificate is of {CertificateTrouble.NameOf(leaf)} and names another host");
        }

        if (_options.TlsAnchors.Count == 0)
        {
            throw new AuthenticationException(Untrusted(leaf, chain));
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(TrustAnchors.Load(_options.TlsAnchors));
        own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        own.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        return own.Build(leaf) ? true : throw new AuthenticationException(Untrusted(leaf, own));
    }

    private static string Untrusted(X509Certificate2 leaf, X509Chain chain) =>
        $"the TLS certificate of the server is not trusted: {CertificateTrouble.Of(leaf, chain, $"{MudOptions.Section}:TlsAnchors")}";

    private static string Innermost(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return e.Message.TrimEnd('.');
    }
}
