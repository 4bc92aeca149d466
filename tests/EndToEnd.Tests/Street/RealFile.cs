using System.Text.Json;

namespace EndToEnd.Tests.Street;

/// <summary>
/// What a real MUD file says of the flows that its device opens to names, read from the JSON alone: an oracle that shares no code with
/// the server. What it does not understand it says nothing about.
/// </summary>
internal sealed class RealFile
{
    private const int Tcp = 6;
    private const int Udp = 17;

    private readonly List<string> _names = [];
    private readonly HashSet<(int Version, int Protocol, int Port)> _unsure = [];
    private readonly HashSet<(int Version, int Protocol)> _anyPort = [];
    private readonly HashSet<(int Version, int Name)> _open = [];

    public RealFile(JsonElement file)
    {
        var outward = Lists(file.GetProperty("ietf-mud:mud").GetProperty("from-device-policy"));
        var all = file.TryGetProperty("ietf-access-control-list:acls", out var lists) ? lists : file.GetProperty("ietf-access-control-list:access-lists");
        var acls = all.GetProperty("acl").EnumerateArray().Where(a => outward.Contains(a.GetProperty("name").GetString()));
        foreach (var matches in acls.SelectMany(a => a.GetProperty("aces").GetProperty("ace").EnumerateArray()).Select(a => a.GetProperty("matches")))
        {
            Read(matches);
        }
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>To the name by its number.</summary>
    public HashSet<(int Version, int Protocol, int Name, int Port)> Allowed { get; } = [];

    /// <summary>Every port of it.</summary>
    public bool IsOpen(int version, int name) => _open.Contains((version, name));

    /// <summary>Nothing in the file says that anybody may be reached there.</summary>
    public bool IsClosed(int version, int protocol, int port) => !_unsure.Contains((version, protocol, port)) && !_anyPort.Contains((version, protocol));

    private void Read(JsonElement matches)
    {
        foreach (var version in (int[])[4, 6])
        {
            if (!matches.TryGetProperty($"ipv{version}", out var ip))
            {
                continue;
            }

            var protocol = ip.TryGetProperty("protocol", out var p) && p.TryGetInt32(out var number) ? number : -1;
            var transport = matches.TryGetProperty(protocol == Udp ? "udp" : "tcp", out var t) ? t : default;
            var port = PortOf(transport, "destination-port");
            var simple = protocol is Tcp or Udp && port is not null && PortOf(transport, "source-port") is null && !transport.TryGetProperty("source-port", out _)
                && (!transport.TryGetProperty("ietf-mud:direction-initiated", out var direction) || direction.GetString() == "from-device")
                && !matches.TryGetProperty("ietf-mud:mud", out _);
            var named = ip.TryGetProperty("ietf-acldns:dst-dnsname", out var name);
            if (simple && named)
            {
                Allowed.Add((version, protocol, NumberOf(name.GetString()!), port!.Value));
            }
            else if (named && protocol < 0 && ip.EnumerateObject().Count() == 1 && matches.EnumerateObject().Count() == 1)
            {
                var at = NumberOf(name.GetString()!);
                _open.Add((version, at));
                Allowed.UnionWith([(version, Tcp, at, 443), (version, Udp, at, 443)]);
            }
            else if (port is { } told && protocol is Tcp or Udp)
            {
                _unsure.Add((version, protocol, told));
            }
            else
            {
                foreach (var any in protocol is Tcp or Udp ? (int[])[protocol] : [Tcp, Udp])
                {
                    _anyPort.Add((version, any));
                }
            }
        }
    }

    private int NumberOf(string name)
    {
        if (!_names.Contains(name, StringComparer.Ordinal))
        {
            _names.Add(name);
        }

        return _names.IndexOf(name);
    }

    private static int? PortOf(JsonElement transport, string name) =>
        transport.ValueKind == JsonValueKind.Object && transport.TryGetProperty(name, out var port) && port.TryGetProperty("operator", out var op) && op.GetString() == "eq"
            && port.GetProperty("port").TryGetInt32(out var number) ? number : null;

    private static HashSet<string?> Lists(JsonElement policy) =>
        [.. policy.GetProperty("access-lists").GetProperty("access-list").EnumerateArray().Select(l => l.GetProperty("name").GetString())];
}
