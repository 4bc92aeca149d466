using System.Net;
using System.Net.Sockets;
using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.ConnectionRequest;

/// <summary>
/// TR-069 3.2.2: an HTTP GET that makes a gateway call back. (1) may we go there, (2) ask, (3) answer the challenge,
/// (4) say what came back. A connection that breaks is tried once more: some gateways hang up after their 401.
/// </summary>
internal sealed class CwmpWaker(
    IOptions<CwmpOptions> options, ConnectionTargets targets, QuirkCatalogue quirks, IQuirkSightings sightings, CwmpMetrics metrics, TimeProvider time) : IWaker
{
    private readonly ConnectionRequestOptions _options = options.Value.ConnectionRequest;

    public Protocols Protocol => Protocols.Cwmp;

    public string Way => "http";

    public bool CanTry(WakeTarget target) => !string.IsNullOrWhiteSpace(target.ConnectionRequestUrl);

    public async ValueTask<WakeResult> WakeAsync(WakeTarget target, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (reached, detail) = await TryAsync(target, cancellationToken);
        metrics.ConnectionRequested(reached);
        return new WakeResult(reached, Way, $"{detail} in {time.GetElapsedTime(started).TotalMilliseconds:F0} ms");
    }

    private async Task<(bool Reached, string Detail)> TryAsync(WakeTarget target, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(target.ConnectionRequestUrl))
        {
            return (false, "no ConnectionRequestURL is known");
        }

        if (!Uri.TryCreate(target.ConnectionRequestUrl.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            return (false, "refused by policy: the ConnectionRequestURL is neither http nor https");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(_options.TimeoutSeconds));
        try
        {
            // (1) The address is checked and that very address is connected to: a name cannot change its mind between.
            var addresses = await Dns.GetHostAddressesAsync(url.IdnHost, limit.Token);
            var address = Array.Find(addresses, a => targets.Allows(a, url.Port, target.RemoteAddress));
            if (address is null)
            {
                return (false, $"refused by policy: {url.Host} is neither where the device's sessions come from nor in Acs:Cwmp:ConnectionRequest:AllowedNetworks");
            }

            return await ExchangeAsync(url, address, target, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, $"no answer within {_options.TimeoutSeconds} s");
        }
        catch (SocketException e)
        {
            return (false, e.Message);
        }
        catch (HttpRequestException e)
        {
            return (false, e.InnerException is SocketException inner ? inner.Message : e.Message);
        }
    }

    private async Task<(bool Reached, string Detail)> ExchangeAsync(Uri url, IPAddress address, WakeTarget target, CancellationToken cancellationToken)
    {
        using var handler = CreateHandler(address, url.Port);
        using var client = new HttpMessageInvoker(handler);

        // (2)
        var first = await GetAsync(client, url, null, cancellationToken);
        if (first.Status != 401)
        {
            return Judge(first.Status, "without challenge");
        }

        // (3)
        if (target.ConnectionRequestUsername is not { } username)
        {
            return (false, "401, and no connection request credentials are known");
        }

        var authorization = ConnectionAuthorization.Create(
            first.Challenges,
            username,
            target.ConnectionRequestPassword ?? "",
            url.PathAndQuery,
            _options.AllowBasic || quirks.For(target.Id, target.SoftwareVersion).BasicConnectionRequest is true,
            out var scheme);
        if (authorization is null)
        {
            if (ConnectionAuthorization.OffersBasic(first.Challenges))
            {
                sightings.Saw(target.Id, Quirk.BasicOnly);
            }

            return (false, "401 with no challenge that may be answered (Basic needs Acs:Cwmp:ConnectionRequest:AllowBasic, or BasicConnectionRequest in a rule of Acs:Quirks)");
        }

        var second = await GetAsync(client, url, authorization, cancellationToken);
        if (second.Status == 401
            && ConnectionAuthorization.IsStale(second.Challenges)
            && ConnectionAuthorization.Create(second.Challenges, username, target.ConnectionRequestPassword ?? "", url.PathAndQuery, allowBasic: false, out _) is { } again)
        {
            // RFC 2617 3.2.1: right, but for a nonce that is no longer good. Once: a gateway may say so for ever.
            second = await GetAsync(client, url, again, cancellationToken);
        }

        // (4)
        return Judge(second.Status, $"after {scheme}");
    }

    private static (bool Reached, string Detail) Judge(int status, string how) => status switch
    {
        // TR-069 3.2.2.1 asks for 200 or 204.
        >= 200 and < 300 => (true, $"http {status} {how}"),
        503 => (false, $"http 503 {how}: the gateway is busy, or in a session"),
        _ => (false, $"http {status} {how}"),
    };

    private static async Task<RequestAnswer> GetAsync(HttpMessageInvoker client, Uri url, string? authorization, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            try
            {
                using var response = await client.SendAsync(request, cancellationToken);
                var challenges = response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? values.ToArray() : [];
                return new RequestAnswer((int)response.StatusCode, challenges);
            }
            catch (HttpRequestException e) when (attempt == 0 && e.HttpRequestError is not HttpRequestError.ConnectionError)
            {
                // Reset or ended in mid-answer: once more, on a new connection.
            }
        }
    }

    private static SocketsHttpHandler CreateHandler(IPAddress address, int port)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 16 * 1024,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(address, port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };

        // A gateway's certificate is self-signed or for no name at all; the digest proves nothing to us either way, and
        // nothing secret is sent but a hash.
#pragma warning disable CA5359
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return handler;
    }
}
