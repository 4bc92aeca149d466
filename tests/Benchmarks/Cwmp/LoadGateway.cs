using System.Text;
using System.Xml.Linq;

namespace Benchmarks.Cwmp;

/// <summary>
/// A plain TR-181 gateway, the same for every serial number: what it informs of, and what it answers when it is asked. It
/// takes every write and has no rows to add, which is all that a first contact asks for.
/// </summary>
internal static class LoadGateway
{
    private const string ConnectionRequestUrl = "Device.ManagementServer.ConnectionRequestURL";

    /// <summary>The twelve of an Inform.</summary>
    private static readonly (string Path, string Type, string Value)[] _informed =
    [
        ("Device.RootDataModelVersion", "string", "2.16"),
        ("Device.DeviceInfo.Manufacturer", "string", "Load"),
        ("Device.DeviceInfo.ModelName", "string", "LoadGate 1"),
        ("Device.DeviceInfo.HardwareVersion", "string", "1.0"),
        ("Device.DeviceInfo.SoftwareVersion", "string", "3.14.15"),
        ("Device.DeviceInfo.ProvisioningCode", "string", ""),
        ("Device.ManagementServer.ParameterKey", "string", ""),
        (ConnectionRequestUrl, "string", "http://127.0.0.1:7548/cr"),
        ("Device.ManagementServer.AliasBasedAddressing", "boolean", "0"),
        ("Device.IP.Interface.1.IPv4Address.1.IPAddress", "string", "198.51.100.17"),
        ("Device.IP.Interface.1.Status", "string", "Up"),
        (InformTemplate.ChangingPath, "string", "0000000000"),
    ];

    private static readonly (string Path, string Type, string Value)[] _model =
    [
        .. _informed,
        ("Device.ManagementServer.ConnectionRequestUsername", "string", ""),
        ("Device.ManagementServer.ConnectionRequestPassword", "string", ""),
        ("Device.ManagementServer.PeriodicInformInterval", "unsignedInt", "3600"),
        ("Device.DHCPv4.Server.PoolNumberOfEntries", "unsignedInt", "0"),
        ("Device.Hosts.HostNumberOfEntries", "unsignedInt", "1"),
        ("Device.Hosts.Host.1.PhysAddress", "string", "02:00:00:00:00:01"),
        ("Device.Hosts.Host.1.IPAddress", "string", "192.168.1.20"),
        ("Device.Hosts.Host.1.HostName", "string", "laptop"),
        ("Device.Hosts.Host.1.Active", "boolean", "1"),
        ("Device.Time.LocalTimeZone", "string", "CET-1CEST"),
    ];

    public static string Inform(string events, string serial) => Envelope(
        "1",
        $"<cwmp:Inform><DeviceId><Manufacturer>Load</Manufacturer><OUI>00D09E</OUI><ProductClass>Load</ProductClass><SerialNumber>{serial}</SerialNumber></DeviceId>"
        + $"<Event soap-enc:arrayType=\"cwmp:EventStruct[1]\"><EventStruct><EventCode>{events}</EventCode><CommandKey></CommandKey></EventStruct></Event>"
        + "<MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount>"
        + Values(_informed) + "</cwmp:Inform>");

    /// <summary>The answer to a request of the server.</summary>
    public static (string Method, byte[] Answer) Answer(ReadOnlyMemory<byte> request)
    {
        var envelope = XDocument.Parse(Encoding.UTF8.GetString(request.Span)).Root!;
        var body = envelope.Elements().First(e => e.Name.LocalName == "Body").Elements().First();
        var id = envelope.Descendants().FirstOrDefault(e => e.Name.LocalName == "ID")?.Value ?? "";
        var method = body.Name.LocalName;
        var answer = method switch
        {
            "GetParameterNames" => Names(body.Descendants("ParameterPath").First().Value, body.Descendants("NextLevel").First().Value is "1" or "true"),
            "GetParameterValues" => Read([.. body.Descendants("string").Select(e => e.Value)]),
            "SetParameterValues" => "<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>",
            _ => Fault(9000, "Method not supported"),
        };
        return (method, Encoding.UTF8.GetBytes(Envelope(id, answer)));
    }

    private static string Names(string path, bool nextLevel)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (known, _, _) in _model.Where(p => p.Path.StartsWith(path, StringComparison.Ordinal)))
        {
            for (var dot = known.IndexOf('.', path.Length); dot >= 0; dot = known.IndexOf('.', dot + 1))
            {
                names.Add(known[..(dot + 1)]);
            }

            names.Add(known);
        }

        names.RemoveWhere(n => n.Length <= path.Length || (nextLevel && n.IndexOf('.', path.Length) is >= 0 and var dot && dot < n.Length - 1));
        return names.Count == 0 ? Fault(9005, "Invalid parameter name") :
            $"<cwmp:GetParameterNamesResponse><ParameterList soap-enc:arrayType=\"cwmp:ParameterInfoStruct[{names.Count}]\">"
            + string.Concat(names.Select(n => $"<ParameterInfoStruct><Name>{n}</Name><Writable>0</Writable></ParameterInfoStruct>"))
            + "</ParameterList></cwmp:GetParameterNamesResponse>";
    }

    private static string Read(IReadOnlyList<string> paths)
    {
        var found = paths.Select(path => _model.Where(p => p.Path == path || (path.EndsWith('.') && p.Path.StartsWith(path, StringComparison.Ordinal))).ToList()).ToList();
        return found.Any(f => f.Count == 0)
            ? Fault(9005, $"Invalid parameter name: {paths[found.FindIndex(f => f.Count == 0)]}")
            : $"<cwmp:GetParameterValuesResponse>{Values([.. found.SelectMany(f => f)])}</cwmp:GetParameterValuesResponse>";
    }

    private static string Values((string Path, string Type, string Value)[] values) =>
        $"<ParameterList soap-enc:arrayType=\"cwmp:ParameterValueStruct[{values.Length}]\">"
        + string.Concat(values.Select(v => $"<ParameterValueStruct><Name>{v.Path}</Name><Value xsi:type=\"xsd:{v.Type}\">{v.Value}</Value></ParameterValueStruct>"))
        + "</ParameterList>";

    private static string Fault(int code, string text) =>
        $"<soap:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault><FaultCode>{code}</FaultCode><FaultString>{text}</FaultString></cwmp:Fault></detail></soap:Fault>";

    private static string Envelope(string id, string body) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:soap-enc=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:cwmp=\"urn:dslforum-org:cwmp-1-2\"><soap:Header><cwmp:ID soap:mustUnderstand=\"1\">{id}</cwmp:ID></soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>";
}
