using System.Text;
using Acs.Dots.Coap;
using Acs.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Provisioning.Warnings.Proposals;

namespace Acs.Tests.Dots;

/// <summary>Whom a mitigation request finds, how it may name its targets, and what a session agrees on.</summary>
internal sealed class CallHomeTargets_Tests : CallHomeFixture
{
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
    public async Task Targets_by_name_and_by_URI_are_resolved_and_aliases_are_refused_by_name()
    {
        await SourceAsync(autoAccept: false);
        await _client.AcceptAsync();
        var put = await _client.AskAsync(CoapCode.Put, Path, Named(12, "https://victim.example/shop"));
        Assert.That(put.Code, Is.EqualTo(CoapCode.Created), Encoding.UTF8.GetString(put.Payload.Span));
        var proposal = await _server.ReadAsync(db => db.WarningProposals.SingleAsync());
        var flow = ProposedFlows.Read(proposal.Flows).Single();
        Assert.That((proposal.Mac, flow.Peer, flow.FirstPort, flow.LastPort), Is.EqualTo((Camera, "203.0.113.66", 443, 443)), "and no more than the URI says");
        foreach (var (key, text, why) in ((int, string, string)[])[(11, "nobody.example", "nobody.example has no address here"), (12, "mailto:a@b", "no URI with a host"), (13, "web", "alias-name is not known here")])
        {
            var refused = await _client.AskAsync(CoapCode.Put, Path, Named(key, text));
            Assert.That(refused.Code, Is.EqualTo(CoapCode.BadRequest));
            Assert.That(Encoding.UTF8.GetString(refused.Payload.Span), Does.Contain(why));
        }

        static byte[] Named(int key, string text) => MitigationBody.Around(w =>
        {
            w.WriteStartMap(3);
            w.WriteInt32(key);
            w.WriteStartArray(1);
            w.WriteTextString(text);
            w.WriteEndArray();
            w.WriteInt32(32768);
            w.WriteStartArray(1);
            w.WriteTextString($"{Wan}/32");
            w.WriteEndArray();
            w.WriteInt32(14);
            w.WriteInt32(600);
            w.WriteEndMap();
        });
    }

    [Test]
    public async Task Heartbeats_are_agreed_on_and_hold()
    {
        await _client.AcceptAsync();
        await Eventually.TrueAsync(() => Task.FromResult(_client.Signals.Any(s => s.Code == CoapCode.Ping)));
        const string config = "/.well-known/dots/config/sid=7";
        Assert.That((await _client.AskAsync(CoapCode.Put, config, Negotiation_Tests.Body((44, 500, 3)))).Code, Is.EqualTo(CoapCode.UnprocessableEntity));
        Assert.That((await _client.AskAsync(CoapCode.Put, config, Negotiation_Tests.Body((44, 240, 9)))).Code, Is.EqualTo(CoapCode.Created));
        var told = await _client.AskAsync(CoapCode.Get, config);
        Assert.That((told.Code, Numbers(told.Payload)[36]), Is.EqualTo((CoapCode.Content, 9L)));
        Assert.That((await _client.AskAsync(CoapCode.Delete, config)).Code, Is.EqualTo(CoapCode.Deleted));
        Assert.That((await _client.AskAsync(CoapCode.Get, config)).Code, Is.EqualTo(CoapCode.NotFound));
    }
}
