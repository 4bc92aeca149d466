using System.Formats.Cbor;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Acs.Dots.Coap;
using Acs.Tests.Cwmp;
using Acs.Tests.Hosting;
using Acs.Tests.Northbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Flows;
using Provisioning.Mud;
using Provisioning.Mud.Composition;
using Provisioning.Storage.Rows;
using Provisioning.Warnings;
using Provisioning.Warnings.Proposals;

namespace Acs.Tests.Dots;

/// <summary>The server calls a Call Home DOTS client over TLS and serves its mitigation requests: a proposal for the host that attacks, told honestly, minimal, and over when it is withdrawn.</summary>
internal sealed class CallHome_Tests
{
    private const string Wan = "198.51.100.2";
    private const string Victim = "203.0.113.66/32";
    private const string Camera = "02:00:00:00:00:01";
    private const string Path = "/.well-known/dots/mitigate/cuid=dz6pHjaADkaFTbjr0JGBpw/mid=123";

    private Authority _authority = null!;
    private CallHomeClient _client = null!;
    private RunningServer _server = null!;
    private long _device;

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
            $"--Acs:Dots:Certificate={System.IO.Path.Combine(folder, "acs.pem")}", $"--Acs:Dots:Key={System.IO.Path.Combine(folder, "acs.key")}", "--Acs:Dots:Heartbeat=00:00:01");
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

    [Test]
    public async Task A_request_proposes_a_block_of_the_target_for_the_host_that_attacks_and_a_person_decides()
    {
        await SourceAsync(autoAccept: false);
        await _client.AcceptAsync();
        Assert.That(_client.PeerSubject, Is.EqualTo("CN=acs.example"), "both sides prove who they are");

        var put = await _client.AskAsync(CoapCode.Put, Path, MitigationBody.Of(Victim, 443, $"{Wan}/32", -1));
        Assert.That(put.Code, Is.EqualTo(CoapCode.Created), Encoding.UTF8.GetString(put.Payload.Span));
        Assert.That(Numbers(put.Payload)[14], Is.EqualTo(2 * 3600), "without end is not granted");
        var proposal = await _server.ReadAsync(db => db.WarningProposals.SingleAsync());
        Assert.That((proposal.DeviceId, proposal.Mac, proposal.Hosts), Is.EqualTo(((long?)_device, Camera, 1)));
        Assert.That(await _server.ReadAsync(db => db.PolicyEntries.CountAsync()), Is.Zero, "a warning enforces nothing");
        Assert.That(await StatusAsync(), Is.EqualTo(1), "and that is what is told");

        await _server.SendAsync(HttpMethod.Post, $"warnings/{proposal.WarningId}/proposals/{proposal.Id}/accept", new { });
        var entry = await _server.ReadAsync(db => db.PolicyEntries.SingleAsync());
        Assert.That((entry.Layer, entry.DeviceId, entry.Mac, entry.Peer, entry.Protocol, entry.FirstPort, entry.LastPort, entry.EndsAt <= entry.At.AddHours(2)),
            Is.EqualTo((PolicyLayer.Isp, (long?)_device, Camera, "203.0.113.66", 6, 443, 443, true)));

        Assert.That((await _client.AskAsync(CoapCode.Delete, Path)).Code, Is.EqualTo(CoapCode.Deleted));
        Assert.That((await _server.ReadAsync(db => db.PolicyEntries.SingleAsync())).EndedBy, Is.EqualTo("Upstream"));
        Assert.That((await _client.AskAsync(CoapCode.Get, Path)).Code, Is.EqualTo(CoapCode.NotFound));
    }

    [Test]
    public async Task What_its_source_is_trusted_for_holds_at_once_is_observed_and_refreshed()
    {
        await SourceAsync(autoAccept: true);
        await _client.AcceptAsync();
        Assert.That((await PutAsync(123, 600)).Code, Is.EqualTo(CoapCode.Created));
        var entry = await _server.ReadAsync(db => db.PolicyEntries.SingleAsync());
        Assert.That((entry.Author, entry.Mac, entry.EndsAt <= entry.At.AddSeconds(600)), Is.EqualTo(("Upstream", Camera, true)));
        var watch = await _client.ObserveAsync(Path);
        Assert.That(Numbers((await CallHomeClient.NextAsync(watch)).Payload)[16], Is.EqualTo(1), "the gateway does not have it yet");
        await _server.ArrangeAsync(db => db.Devices.Where(d => d.Id == _device).ExecuteUpdate(d => d.SetProperty(x => x.FirewallDirty, false).SetProperty(x => x.Convergence, Provisioning.Devices.ConvergenceState.Converged)));
        Assert.That(Numbers((await CallHomeClient.NextAsync(watch)).Payload)[16], Is.EqualTo(2), "now it has");

        Assert.That((await PutAsync(123, 3600)).Code, Is.EqualTo(CoapCode.Changed));
        Assert.That((await _server.ReadAsync(db => db.PolicyEntries.SingleAsync())).EndsAt, Is.GreaterThan(entry.EndsAt!.Value), "refreshed, it lives longer");
        Assert.That((await PutAsync(122, 600)).Code, Is.EqualTo(CoapCode.Conflict), "an older request does not replace a newer one");
        Assert.That((await PutAsync(124, 600)).Code, Is.EqualTo(CoapCode.Created), "a newer one does");
        Assert.That(await _server.ReadAsync(db => db.PolicyEntries.CountAsync(e => e.EndedAt == null)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_host_is_found_by_a_flow_that_its_file_permits_and_by_its_source_port_behind_the_translator()
    {
        await SourceAsync(autoAccept: false);
        await _client.AcceptAsync();
        const string target = "203.0.113.77";
        await _server.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(await _server.ReadAsync(db => db.Devices.Select(d => d.Key).SingleAsync()))}/flows", new object[]
        {
            Flow(Camera, 50001, 61001), Flow("02:00:00:00:00:02", 50002, 61002),
        });
        Assert.That(await _server.ReadAsync(db => db.FlowFindings.CountAsync(f => f.Peer == target)), Is.Zero, "nothing is wrong with them");
        var put = await _client.AskAsync(CoapCode.Put, Path, MitigationBody.Of($"{target}/32", 443, "100.66.7.8/32", 600, w =>
        {
            w.WriteInt32(32769); // source-port-range
            w.WriteStartArray(1);
            w.WriteStartMap(1);
            w.WriteInt32(8);
            w.WriteInt32(61002);
            w.WriteEndMap();
            w.WriteEndArray();
        }));
        Assert.That(put.Code, Is.EqualTo(CoapCode.Created), Encoding.UTF8.GetString(put.Payload.Span));
        Assert.That(await _server.ReadAsync(db => db.WarningProposals.Select(p => p.Mac).SingleAsync()), Is.EqualTo("02:00:00:00:00:02"), "of two behind a carrier's address");

        object Flow(string mac, int port, int translated) => new
        {
            sourceIPv4Address = "192.168.1.20", sourceMacAddress = mac, sourceTransportPort = port, destinationIPv4Address = target, destinationTransportPort = 443, protocolIdentifier = 6,
            packetDeltaCount = 1000, postNATSourceIPv4Address = "100.66.7.8", postNAPTSourceTransportPort = translated,
        };
    }

    [Test]
    public async Task What_a_person_dismissed_is_told_to_be_legitimate()
    {
        await SourceAsync(autoAccept: false);
        await _client.AcceptAsync();
        await PutAsync(123, 600);
        var proposal = await _server.ReadAsync(db => db.WarningProposals.SingleAsync());
        await _server.SendAsync(HttpMethod.Post, $"warnings/{proposal.WarningId}/proposals/{proposal.Id}/dismiss", new { reason = "It is a backup." });
        var again = await PutAsync(123, 600);
        Assert.That((again.Code, Numbers(again.Payload)[19]), Is.EqualTo((CoapCode.Conflict, 4L)));
    }

    [Test]
    public async Task What_cannot_be_done_is_refused_with_its_code_and_the_session_goes_on()
    {
        await SourceAsync(autoAccept: true);
        await _client.AcceptAsync();
        var good = MitigationBody.Of(Victim, 443, $"{Wan}/32", 600);
        await RefusedAsync(CoapCode.BadRequest, MitigationBody.Of(Victim, 443, null, 600), "source-prefix");
        await RefusedAsync(CoapCode.BadRequest, MitigationBody.Of(Victim, 443, "192.0.2.1/32", 600), "no network of this domain");
        await RefusedAsync(CoapCode.BadRequest, MitigationBody.Of(Victim, 443, "198.51.0.0/16", 600), "wider");
        await RefusedAsync(CoapCode.BadRequest, MitigationBody.Of(Victim, 443, $"{Wan}/32", 0), "lifetime");
        await RefusedAsync(CoapCode.BadRequest, [0xA1, 0x01], "CBOR");
        await RefusedAsync(CoapCode.UnsupportedContentFormat, good, "271", CoapOption.Of(CoapOption.ContentFormat, 60));
        await RefusedAsync(CoapCode.BadOption, good, "2999", CoapOption.Of(2999, 1));
        Assert.That((await _client.AskAsync(CoapCode.Put, "/.well-known/dots/mitigate/mid=1", good)).Code, Is.EqualTo(CoapCode.BadRequest), "cuid is missing");
        Assert.That((await _client.AskAsync(CoapCode.Get, "/.well-known/core")).Code, Is.EqualTo(CoapCode.NotFound));
        Assert.That((await _client.AskAsync(CoapCode.Put, "/.well-known/dots/hb", [0xA1, 0x18, 0x31, 0xA1, 0x18, 0x33, 0xF5])).Code, Is.EqualTo(CoapCode.Changed));
        var config = await _client.AskAsync(CoapCode.Get, "/.well-known/dots/config");
        Assert.That((config.Code, Numbers(config.Payload)[36]), Is.EqualTo((CoapCode.Content, 5L)), "pings that may be missed, the last of its numbers");
        await Eventually.TrueAsync(() => Task.FromResult(_client.Signals.Any(s => s.Code == CoapCode.Ping)));
        Assert.That(await _server.ReadAsync(db => db.Warnings.CountAsync()), Is.Zero);

        async Task RefusedAsync(CoapCode code, byte[] body, string why, params CoapOption[] options)
        {
            var answer = await _client.AskAsync(CoapCode.Put, Path, body, options);
            Assert.That(answer.Code, Is.EqualTo(code), Encoding.UTF8.GetString(answer.Payload.Span));
            Assert.That(Encoding.UTF8.GetString(answer.Payload.Span), Does.Contain(why));
        }
    }

    [Test]
    public async Task A_host_that_has_its_own_address_is_known_by_it_and_a_source_speaks_only_of_what_is_its_own()
    {
        await SourceAsync(autoAccept: true, "authority:argus.test");
        await _server.ArrangeAsync(db => db.Hosts.Where(h => h.Mac == Camera).ExecuteUpdate(h => h.SetProperty(x => x.Addresses, "192.168.1.20 2001:db8:1::20")));
        await _client.AcceptAsync();
        var body = MitigationBody.Of("2001:db8:ffff::1/128", 443, "2001:db8:1::/64", 600);
        Assert.That((await _client.AskAsync(CoapCode.Put, Path, body)).Code, Is.EqualTo(CoapCode.Created));
        var entry = await _server.ReadAsync(db => db.PolicyEntries.SingleAsync());
        Assert.That((entry.Mac, entry.Peer), Is.EqualTo((Camera, "2001:db8:ffff::1")));

        await _server.ArrangeAsync(db => db.FlowFindings.ExecuteDelete());
        Assert.That((await PutAsync(124, 600)).Code, Is.EqualTo(CoapCode.Created), "kept as evidence");
        var evidence = await _server.ReadAsync(db => db.Warnings.SingleAsync(w => w.Key.EndsWith("/124")));
        Assert.That((evidence.State, await _server.ReadAsync(db => db.WarningProposals.CountAsync(p => p.WarningId == evidence.Id))), Is.EqualTo((WarningState.OutOfScope, 0)), "which of the home's hosts it is, nobody knows, so it may be another's");
    }

    [Test]
    public async Task What_was_beyond_the_days_hosts_is_accepted_when_there_is_room()
    {
        await SourceAsync(autoAccept: true);
        var source = await _server.ReadAsync(db => db.WarningSources.Select(s => s.Id).SingleAsync());
        var earlier = new WarningProposalRow { Id = Guid.NewGuid(), WarningId = Guid.NewGuid(), SourceId = source, Flows = "[]", Hosts = 1000, State = ProposalState.Ended, At = Given.Noon, OpenedAt = TimeProvider.System.GetUtcNow(), EndsAt = TimeProvider.System.GetUtcNow() };
        await _server.ArrangeAsync(db => db.WarningProposals.Add(earlier));
        await _client.AcceptAsync();
        Assert.That((await PutAsync(1, 600)).Code, Is.EqualTo(CoapCode.Created));
        Assert.That(await _server.ReadAsync(db => db.PolicyEntries.CountAsync()), Is.Zero, "its thousand hosts of the day are reached");
        await _server.ArrangeAsync(db => db.WarningProposals.Where(p => p.Id == earlier.Id).ExecuteUpdate(p => p.SetProperty(x => x.OpenedAt, (DateTimeOffset?)null)));
        await _server.Server.Services.GetRequiredService<ProposalSweep>().RunAsync(CancellationToken.None);
        Assert.That((await _server.ReadAsync(db => db.PolicyEntries.SingleAsync())).Author, Is.EqualTo("Upstream"));
    }

    [Test]
    public async Task A_lost_connection_is_opened_again_and_a_stranger_is_no_source()
    {
        await _client.AcceptAsync();
        Assert.That((await PutAsync(1, 600)).Code, Is.EqualTo(CoapCode.Forbidden), "nobody said what it may ask for");
        await _client.HangUpAsync();
        await _client.AcceptAsync();
        await SourceAsync(autoAccept: false);
        Assert.That((await PutAsync(1, 600)).Code, Is.EqualTo(CoapCode.Created));
    }

    private async Task SourceAsync(bool autoAccept, string scope = "all")
    {
        var (status, body) = await _server.SendAsync(HttpMethod.Post, "warnings/sources", new { name = "Upstream", kind = "dots", scopes = new[] { scope }, mayAsk = new[] { "block-flow" }, maxLifetimeHours = 2, autoAccept });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), body.ToString());
    }

    private Task<CoapMessage> PutAsync(int mid, int lifetime) =>
        _client.AskAsync(CoapCode.Put, Path.Replace("mid=123", $"mid={mid}", StringComparison.Ordinal), MitigationBody.Of(Victim, 443, $"{Wan}/32", lifetime));

    private async Task<long> StatusAsync() => Numbers((await _client.AskAsync(CoapCode.Get, Path)).Payload)[16];

    /// <summary>The numbers of a body by key, the last where one stands several times.</summary>
    private static Dictionary<int, long> Numbers(ReadOnlyMemory<byte> cbor)
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
