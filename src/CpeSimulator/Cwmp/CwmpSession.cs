using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Xml;
using System.Xml.Linq;
using CpeSimulator.Firmware;

namespace CpeSimulator.Cwmp;

/// <summary>One session: Inform, the gateway's own requests, then the ACS's until it has no more (TR-069 §3.7.1).</summary>
internal sealed class CwmpSession : IDisposable
{
    private const int MostRedirects = 5;
    private const int MostRequests = 20_000;

    private readonly Gateway _gateway;
    private readonly GatewayState _state;
    private readonly SoapWriter _soap;
    private readonly HttpClient _http;
    private Uri _url;
    private int _lastId;

    public CwmpSession(Gateway gateway, GatewayState state)
    {
        _gateway = gateway;
        _state = state;
        _soap = new SoapWriter(gateway.Options.CwmpNamespace, gateway.Faults);
        var server = gateway.Model.Schema.Root.Path + "ManagementServer.";
        _url = new Uri(gateway.Model.Get(server + "URL"));
        var handler = new SocketsHttpHandler
        {
            UseCookies = !gateway.Faults.SendsNoCookies,
            MaxConnectionsPerServer = 1,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseProxy = false,
        };
        // A lab's ACS has a certificate of its own.
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, _, _, errors) => gateway.Options.TrustsAnyServer || errors == SslPolicyErrors.None;
        if (gateway.Model.Get(server + "Username") is { Length: > 0 } user)
        {
            handler.Credentials = new NetworkCredential(user, gateway.Model.Get(server + "Password"));
        }

        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) };
    }

    public SessionAgenda Agenda { get; } = new();

    /// <summary>Transfers whose TransferComplete was answered in this session.</summary>
    public List<TransferResult> Reported { get; } = [];

    /// <exception cref="HttpRequestException">The ACS is away, refuses, or the session broke.</exception>
    /// <exception cref="XmlException">The ACS sent no SOAP.</exception>
    public async Task RunAsync(
        IReadOnlyList<CwmpEvent> events, IReadOnlyCollection<string> changed, int retryCount,
        IReadOnlyList<TransferResult> transfers, CwmpAgenda told, CancellationToken stop)
    {
        var inform = InformBuilder.Build(_gateway, _soap, events, changed, retryCount);
        Expect("InformResponse", await CallAsync(inform, stop));
        foreach (var transfer in transfers)
        {
            Expect("TransferCompleteResponse", await CallAsync(TransferComplete(transfer), stop));
            Reported.Add(transfer);
        }

        while (told.PendingSoftware() is { } software)
        {
            Expect("DUStateChangeCompleteResponse", await CallAsync(
                _soap.Rpc("DUStateChangeComplete", software.Results, new XElement("CommandKey", software.CommandKey)), stop));
            told.SoftwareTold();
        }

        var context = new RpcContext(_gateway, _soap, _state, Agenda);
        var answer = await PostAsync(null, stop);
        for (var count = 1; answer is not null; count++)
        {
            if (_gateway.Faults.DropsSessionAfter is { } limit && count > limit)
            {
                _gateway.Faults = _gateway.Faults with { DropsSessionAfter = null };
                throw new HttpRequestException("session dropped as ordered");
            }

            if (count > MostRequests)
            {
                throw new HttpRequestException("the ACS does not end the session");
            }

            if (_gateway.Faults.Slowness > TimeSpan.Zero)
            {
                await Task.Delay(_gateway.Faults.Slowness, _gateway.Clock, stop);
            }

            answer = await PostAsync(Answer(context, answer), stop);
        }
    }

    public void Dispose() => _http.Dispose();

    private byte[] Answer(RpcContext context, SoapMessage request)
    {
        var id = _gateway.Faults.EmptyId ? "" : request.Id;
        try
        {
            var rpc = RpcTable.Find(request.Name, _gateway.Faults) ?? throw new CwmpFaultException(8000, "Method not supported");
            var response = rpc.Answer(context, request);
            _gateway.Counters.Request();
            return _soap.Write(id, response);
        }
        catch (CwmpFaultException fault)
        {
            _gateway.Counters.Request();
            return _soap.Fault(id, fault.Code == 8000 ? new CwmpFaultException(9000, fault.Message) : fault);
        }
    }

    private async Task<SoapMessage?> CallAsync(XElement request, CancellationToken stop) =>
        await PostAsync(_soap.Write((++_lastId).ToString(), request), stop);

    private static void Expect(string name, SoapMessage? answer)
    {
        if (answer?.Name != name)
        {
            throw new HttpRequestException($"expected {name}, got {answer?.Name ?? "nothing"}");
        }
    }

    private XElement TransferComplete(TransferResult transfer) => _soap.Rpc(
        "TransferComplete",
        new XElement("CommandKey", _gateway.Faults.LosesCommandKey ? "" : transfer.Request.CommandKey),
        new XElement(
            "FaultStruct", new XElement("FaultCode", transfer.FaultCode), new XElement("FaultString", transfer.FaultText)),
        new XElement("StartTime", InformBuilder.Time(transfer.Started)),
        new XElement("CompleteTime", InformBuilder.Time(transfer.Completed)));

    /// <summary>Null: an empty answer.</summary>
    private async Task<SoapMessage?> PostAsync(byte[]? body, CancellationToken stop)
    {
        for (var redirects = 0; ; redirects++)
        {
            if (_gateway.IsCutOff)
            {
                throw new HttpRequestException("no line");
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(body ?? []) };
            if (body is not null)
            {
                request.Content.Headers.ContentType = _gateway.Faults.HtmlContentType
                    ? new MediaTypeHeaderValue("text/html")
                    : MediaTypeHeaderValue.Parse("text/xml; charset=" + _soap.Charset.WebName);
                request.Headers.TryAddWithoutValidation("SOAPAction", "");
            }

            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (response.StatusCode is HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect or HttpStatusCode.MovedPermanently &&
                response.Headers.Location is { } location && redirects < MostRedirects)
            {
                // TR-069 §3.4.3: the rest of the session goes to the new place.
                _url = new Uri(_url, location);
                continue;
            }

            // A SOAP fault may come with 500 (SOAP 1.1 §6.2); it is read like any answer.
            if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.InternalServerError)
            {
                throw new HttpRequestException("HTTP " + (int)response.StatusCode, null, response.StatusCode);
            }

            var bytes = await response.Content.ReadAsByteArrayAsync(stop);
            return bytes.Length == 0 ? null : await SoapMessage.ReadAsync(new MemoryStream(bytes), stop);
        }
    }
}
