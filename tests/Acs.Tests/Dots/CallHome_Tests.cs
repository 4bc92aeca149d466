using System.Text;
using Acs.Dots.Coap;
using Acs.Tests.Hosting;
using Acs.Tests.Northbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Mud.Composition;
using Provisioning.Storage.Rows;
using Provisioning.Warnings;
using Provisioning.Warnings.Proposals;

namespace Acs.Tests.Dots;

/// <summary>The server calls a Call Home DOTS client over TLS and serves its mitigation requests: a proposal for the host that attacks, told honestly, minimal, and over when it is withdrawn.</summary>
internal sealed class CallHome_Tests : CallHomeFixture
{
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
        // The server's own compiler has a say in the gateway's state, too: until it is told.
        var told = CallHomeClient.NextAsync(watch);
        await Eventually.TrueAsync(async () =>
        {
            await _server.ArrangeAsync(db => db.Devices.Where(d => d.Id == _device).ExecuteUpdate(d => d.SetProperty(x => x.FirewallDirty, false).SetProperty(x => x.Convergence, Provisioning.Devices.ConvergenceState.Converged)));
            return told.IsCompleted;
        });
        Assert.That(Numbers((await told).Payload)[16], Is.EqualTo(2), "now it has");

        Assert.That((await PutAsync(123, 3600)).Code, Is.EqualTo(CoapCode.Changed));
        Assert.That((await _server.ReadAsync(db => db.PolicyEntries.SingleAsync())).EndsAt, Is.GreaterThan(entry.EndsAt!.Value), "refreshed, it lives longer");
        Assert.That((await PutAsync(122, 600)).Code, Is.EqualTo(CoapCode.Conflict), "an older request does not replace a newer one");
        Assert.That((await PutAsync(124, 600)).Code, Is.EqualTo(CoapCode.Created), "a newer one does");
        Assert.That(await _server.ReadAsync(db => db.PolicyEntries.CountAsync(e => e.EndedAt == null)), Is.EqualTo(1));
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
}
