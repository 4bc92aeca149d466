using System.Text;
using Acs.Cwmp.Endpoint;
using Acs.Cwmp.Rpc;
using Acs.Cwmp.Soap;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Wire;

namespace Acs.Cwmp.Wire;

/// <summary>Records the exchanges of the CPEs' listener: taps each connection, and hands whole exchanges to the recorder.</summary>
/// <param name="rules">Null, with the recorder: a host that records nothing.</param>
internal sealed class CwmpWire(
    WireRules? rules, WireRecorder? recorder, WireUnidentified? unidentified, IOptions<WireOptions> options, TimeProvider time)
{
    private const int RefusedBytes = 64 * 1024;

    private readonly int _limit = options.Value.MaxMessageBytes;

    public bool IsOn => rules is { IsOn: true };

    public ConnectionDelegate Attach(ConnectionDelegate next) => rules is null ? next : connection =>
    {
        var tap = new WireTap(connection.Transport, rules, _limit);
        connection.Transport = tap;
        connection.Features.Set(tap);
        return next(connection);
    };

    /// <summary>Serves the request, and records it once its response is out.</summary>
    public Task HandleAsync(HttpContext http, CwmpEndpoint endpoint)
    {
        if (http.Features.Get<WireTap>() is { } tap)
        {
            var (at, started, before) = (time.GetUtcNow(), time.GetTimestamp(), Bound(http));
            // Kestrel says this once the last byte of the response is written.
            http.Response.OnCompleted(() =>
            {
                Finish(http, tap, at, time.GetElapsedTime(started), before);
                return Task.CompletedTask;
            });
        }

        return endpoint.HandleAsync(http);
    }

    /// <summary>A request that was turned away before it was known whose it is; kept whether anything is recorded or not.</summary>
    public void Refused(HttpContext http, int status, string reason, string detail, ReadOnlyMemory<byte> body)
    {
        if (unidentified is null || (IsOn && http.Features.Get<WireTap>() is not null))
        {
            return;
        }

        var head = new StringBuilder($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {http.Request.Protocol}\r\n");
        foreach (var (name, values) in http.Request.Headers)
        {
            foreach (var value in values)
            {
                head.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        byte[] raw = [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body.Span[..Math.Min(body.Length, RefusedBytes)]];
        // What Kestrel and the reader have decoded already.
        var request = HttpBytes.Read(raw, Math.Max(0, body.Length - RefusedBytes), ConversationDirection.FromDevice, RefusedBytes) with
        {
            Note = "Nothing was being recorded: headers and body are as the server understood them.",
        };
        unidentified.Add(new WireExchange
        {
            Protocol = Protocols.Cwmp,
            At = time.GetUtcNow(),
            Remote = Remote(http),
            Summary = $"{status} {reason}: {detail}",
            Status = status,
            Facts = ConnectionFacts.Of(http),
            Request = request,
        });
    }

    private void Finish(HttpContext http, WireTap tap, DateTimeOffset at, TimeSpan took, LiveSession? before)
    {
        var (received, notReceived) = tap.Received.Take();
        var (sent, notSent) = tap.Sent.Take();
        var bound = Bound(http);
        var isNew = bound is not null && !ReferenceEquals(bound, before);
        var (status, remote, facts) = (http.Response.StatusCode, Remote(http), ConnectionFacts.Of(http));
        recorder!.Offer(new WireDraft(
            bound?.Conversation.Device.ToString(),
            received.Length + sent.Length,
            () =>
            {
                var request = HttpBytes.Read(received, notReceived, ConversationDirection.FromDevice, _limit);
                var response = HttpBytes.Read(sent, notSent, ConversationDirection.ToDevice, _limit);
                var said = Message(request);
                var key = isNew || said is not Inform { HasIdentity: true } inform ? bound?.Conversation.Device.ToString() : inform.Identity.Id.ToString();
                return key is null && status < 400 ? null : new WireRecord(key, null, new WireExchange
                {
                    Protocol = Protocols.Cwmp,
                    At = at,
                    Milliseconds = took.TotalMilliseconds,
                    Remote = remote,
                    Summary = $"{Name(request, said)} → {(status == 200 ? Name(response, Message(response)) : status.ToString())}",
                    Status = status,
                    Facts = facts,
                    Request = request,
                    Response = response,
                });
            }));
    }

    private static LiveSession? Bound(HttpContext http) =>
        http.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(CwmpEndpoint.ConnectionKey, out var bound) == true ? bound as LiveSession : null;

    private static ICpeMessage? Message(WireMessage message) =>
        message.Text is { } text ? SoapReader.Read(Encoding.UTF8.GetBytes(text), "utf-8", out _)?.Body : null;

    private static string Name(WireMessage message, ICpeMessage? said) => said switch
    {
        Inform inform => $"Inform {string.Join(", ", inform.Events.Select(e => e.Code))}",
        CpeFault { Fault: var fault } => $"Fault {fault.Code}",
        not null => said.Name,
        _ => string.IsNullOrWhiteSpace(message.Text) ? "(empty)" : "(not CWMP)",
    };

    private static string? Remote(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        return address is null ? null : new System.Net.IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, http.Connection.RemotePort).ToString();
    }
}
