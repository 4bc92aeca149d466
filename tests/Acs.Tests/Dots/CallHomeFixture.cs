using System.Formats.Cbor;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Acs.Dots.Coap;
using Acs.Tests.Cwmp;
using Acs.Tests.Hosting;
using Acs.Tests.Northbound;
using Microsoft.EntityFrameworkCore;
using Provisioning.Flows;
using Provisioning.Mud;
using Provisioning.Storage.Rows;

namespace Acs.Tests.Dots;

/// <summary>A server that calls a Call Home DOTS client over TLS, and a home that attacks.</summary>
internal abstract class CallHomeFixture
{
    protected const string Wan = "198.51.100.2";
    protected const string Victim = "203.0.113.66/32";
    protected const string Camera = "02:00:00:00:00:01";
    protected const string Path = "/.well-known/dots/mitigate/cuid=dz6pHjaADkaFTbjr0JGBpw/mid=123";

    protected Authority _authority = null!;
    protected CallHomeClient _client = null!;
    protected RunningServer _server = null!;
    protected long _device;

    [SetUp]
    public async Task StartAsync()
    {
        _authority = new Authority("DOTS");
        _client = new CallHomeClient(_authority.Issue("dots.example", "1.3.6.1.5.5.7.3.1"), _authority.Path);
        var folder = System.IO.Path.GetDirectoryName(_authority.Path)!;
        using var own = _authority.Issue("acs.example", "1.3.6.1.5.5.7.3.2");
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "acs.pem"), own.ExportCertificatePem());
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "acs.key"), own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _server = await RunningServer.StartAsync(
            $"--Acs:Dots:Clients:0:Address=127.0.0.1:{_client.Port}", "--Acs:Dots:Clients:0:Source=Upstream", $"--Acs:Dots:Clients:0:Authorities={_authority.Path}",
            $"--Acs:Dots:Certificate={System.IO.Path.Combine(folder, "acs.pem")}", $"--Acs:Dots:Key={System.IO.Path.Combine(folder, "acs.key")}", "--Acs:Dots:Heartbeat=00:00:01",
            "--Acs:Mud:Names:victim.example=203.0.113.66", "--Acs:Mud:Names:nobody.example=");
        await _server.ArrangeAsync(db => db.Devices.Add(Given.Device("ATTACKER", d => d.WanAddress = Wan)));
        _device = await _server.ReadAsync(db => db.Devices.Select(d => d.Id).SingleAsync());
        await _server.ArrangeAsync(db =>
        {
            db.Hosts.AddRange(Host(Camera), Host("02:00:00:00:00:02"));
            db.FlowFindings.Add(new FlowFindingRow { DeviceId = _device, Mac = Camera, Kind = FindingKind.Undeclared, FromDevice = true, Peer = "203.0.113.66", Protocol = 6, Port = 443, FirstSeenAt = Given.Noon, LastSeenAt = TimeProvider.System.GetUtcNow() });
        });
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        await _client.DisposeAsync();
        _authority.Dispose();
    }

    protected async Task SourceAsync(bool autoAccept, string scope = "all")
    {
        var (status, body) = await _server.SendAsync(HttpMethod.Post, "warnings/sources", new { name = "Upstream", kind = "dots", scopes = new[] { scope }, mayAsk = new[] { "block-flow" }, maxLifetimeHours = 2, autoAccept });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), body.ToString());
    }

    protected Task<CoapMessage> PutAsync(int mid, int lifetime) =>
        _client.AskAsync(CoapCode.Put, Path.Replace("mid=123", $"mid={mid}", StringComparison.Ordinal), MitigationBody.Of(Victim, 443, $"{Wan}/32", lifetime));

    protected async Task<long> StatusAsync() => Numbers((await _client.AskAsync(CoapCode.Get, Path)).Payload)[16];

    /// <summary>The numbers of a body by key, the last where one stands several times.</summary>
    protected static Dictionary<int, long> Numbers(ReadOnlyMemory<byte> cbor)
    {
        var (reader, numbers) = (new CborReader(cbor), new Dictionary<int, long>());
        Walk();
        return numbers;

        void Walk()
        {
            switch (reader.PeekState())
            {
                case CborReaderState.StartMap:
                    reader.ReadStartMap();
                    while (reader.PeekState() != CborReaderState.EndMap)
                    {
                        var key = reader.ReadInt32();
                        if (reader.PeekState() is CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger)
                        {
                            numbers[key] = reader.ReadInt64();
                        }
                        else
                        {
                            Walk();
                        }
                    }

                    reader.ReadEndMap();
                    break;
                case CborReaderState.StartArray:
                    reader.ReadStartArray();
                    while (reader.PeekState() != CborReaderState.EndArray)
                    {
                        Walk();
                    }

                    reader.ReadEndArray();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }
    }

    private HostRow Host(string mac) => new() { DeviceId = _device, Mac = mac, MudUrl = "https://argus.test/mud/eye.json", FirstSeenAt = Given.Noon, LastSeenAt = Given.Noon, Mode = MudMode.Enforce };
}
