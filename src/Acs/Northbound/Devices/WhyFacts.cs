using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using UspController;

namespace Acs.Northbound;

/// <summary>Says why a device is unreachable, unconverged or not updated, out of its rows.</summary>
internal static class WhyFacts
{
    private const int Most = 50;
    private const int MostRefusals = 5;

    private static readonly TimeSpan Silent = TimeSpan.FromHours(24);

    /// <summary>The facts as the database has them now.</summary>
    public static async Task<IReadOnlyList<WhyFact>> ReadAsync(
        AcsDbContext db, DeviceRow device, QuirkCatalogue catalogue, IAgentPresence presence, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var operations = await db.Operations.AsNoTracking()
            .Where(o => o.DeviceId == device.Id && (o.State == OperationState.Pending || o.State == OperationState.Running))
            .OrderBy(o => o.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        var targets = await db.CampaignTargets.AsNoTracking().Where(t => t.DeviceId == device.Id)
            .Join(db.Campaigns, t => t.CampaignId, c => c.Id, (t, c) => new { c.Name, c.CreatedAt, Target = t })
            .OrderByDescending(t => t.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == device.Id).OrderBy(h => h.Mac).Take(Most).ToListAsync(cancellationToken);
        var urls = hosts.Select(h => h.MudUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var files = await db.MudFiles.AsNoTracking().Where(f => urls.Contains(f.Url)).ToDictionaryAsync(f => f.Url, StringComparer.Ordinal, cancellationToken);
        var refusals = await db.AccessAttempts.AsNoTracking().Where(a => a.DeviceKey == device.Key && a.Result != AccessResult.Accepted)
            .OrderByDescending(a => a.At).Take(MostRefusals).ToListAsync(cancellationToken);
        var reach = await db.DeviceReach.AsNoTracking().FirstOrDefaultAsync(r => r.DeviceId == device.Id, cancellationToken);
        var quirks = await db.DeviceQuirks.AsNoTracking().Where(q => q.DeviceId == device.Id).OrderBy(q => q.Quirk).ToListAsync(cancellationToken);
        var rules = catalogue.Matching(new DeviceId(device.Oui, device.ProductClass, device.SerialNumber), device.SoftwareVersion).ToList();
        return [.. Of(device, operations, [.. targets.Select(t => (t.Name, t.Target))], hosts, files, now), .. Presence(device, presence, now), .. await MigrationFacts.ReadAsync(db, device, cancellationToken), .. Reach(reach), .. refusals.Select(Refusal), .. quirks.Select(q => Seen(q, rules))];
    }

    public static IReadOnlyList<WhyFact> Of(
        DeviceRow device,
        IReadOnlyList<OperationRow> openOperations,
        IReadOnlyList<(string Campaign, CampaignTargetRow Target)> campaigns,
        IReadOnlyList<HostRow> hosts,
        IReadOnlyDictionary<string, MudFileRow> files,
        DateTimeOffset now) =>
    [
        .. Enrolment(device),
        .. Contact(device, now),
        new WhyFact(device.ConvergenceSince, "convergence",
            $"The device is {device.Convergence.ToString().ToLowerInvariant()}{(device.ConvergenceReason is { } reason ? $": {reason}" : ".")}"),
        .. openOperations.Select(o => new WhyFact(o.CreatedAt, "operation",
            $"{o.Type} of {o.Author} is {o.State.ToString().ToLowerInvariant()}{(o.Attempts > 0 ? $", handed out {o.Attempts} times" : ": the device has not come for it")}.")),
        .. campaigns.Select(c => new WhyFact(c.Target.FinishedAt ?? c.Target.StartedAt, "campaign",
            $"Campaign {c.Campaign}, ring {c.Target.Ring + 1}: {c.Target.State.ToString().ToLowerInvariant()}{(c.Target.Reason is { } r ? $": {r}" : ".")}")),
        .. hosts.Select(h => (Host: h, File: h.MudUrl is { } url ? files.GetValueOrDefault(url) : null))
            .Where(h => h.Host.State is MudHostState.Waiting or MudHostState.Failed or MudHostState.NotEnforced || h.File is { Failure: not null })
            .Select(h => Of(h.Host, h.File)),
    ];

    private static WhyFact Of(HostRow host, MudFileRow? file) => new(
        file is { Failure: not null } ? file.AttemptedAt ?? host.LastSeenAt : host.LastSeenAt,
        "mud",
        $"Host {host.HostName ?? host.Mac}: {host.State.ToString().ToLowerInvariant()}{(HostStanding.Reason(host, file) is { } reason ? $": {reason}" : ".")}");

    private static WhyFact Seen(DeviceQuirkRow quirk, IReadOnlyList<QuirkRule> rules) => new(
        quirk.FirstSeenAt, "quirk", $"{QuirkTexts.Text(quirk.Quirk)} Seen {quirk.Count} times.{Spared(QuirkTexts.Switch(quirk.Quirk), rules)}");

    private static string Spared(string? name, IReadOnlyList<QuirkRule> rules) =>
        name is null ? ""
        : rules.LastOrDefault(r => r.Switches.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } rule ? $" Rule {rule.Name} sets {name}."
        : $" {name} in Acs:Quirks spares it that.";

    private static IEnumerable<WhyFact> Presence(DeviceRow device, IAgentPresence presence, DateTimeOffset now)
    {
        if (device.EndpointId is { } endpointId)
        {
            yield return new WhyFact(now, "contact", presence.Of(endpointId) switch
            {
                AgentPresence.Connected => "Its USP agent is connected.",
                AgentPresence.Stale => "Its USP agent has not been heard of for longer than Acs:Usp:StaleAfter and counts as not connected.",
                _ => "Its USP agent is not connected to this node.",
            });
        }
    }

    private static IEnumerable<WhyFact> Reach(DeviceReachRow? reach)
    {
        if (reach?.Way is { } way)
        {
            yield return new WhyFact(reach.WayAt, "contact", $"It was woken by {way}, which is tried first since.");
        }

        if (reach?.UdpBinding is { } binding)
        {
            yield return new WhyFact(reach.UdpBindingAt, "contact", $"Its STUN client is seen at udp {binding}.");
        }
    }

    private static WhyFact Refusal(AccessAttemptRow attempt) => new(attempt.At, "authentication",
        $"Somebody at {(attempt.RemoteAddress.Length > 0 ? attempt.RemoteAddress : "an unknown address")} was {attempt.Result.ToString().ToLowerInvariant()} in its name {attempt.Count} times ({attempt.Mechanism}: {attempt.Reason}).");

    private static IEnumerable<WhyFact> Enrolment(DeviceRow device)
    {
        if (device.Status == DeviceStatus.Quarantined)
        {
            yield return new WhyFact(device.FirstContactAt, "enrolment", "The device waits in quarantine: nothing is sent to it until it is approved.");
        }
    }

    private static IEnumerable<WhyFact> Contact(DeviceRow device, DateTimeOffset now)
    {
        if (device.LastContactAt is not { } last)
        {
            yield return new WhyFact(device.FirstContactAt, "contact", "The device has never finished a contact.");
            yield break;
        }

        yield return new WhyFact(last, "contact", now - last > Silent
            ? $"The device has been silent for {(int)(now - last).TotalHours} hours; its last contact came from {device.RemoteAddress ?? "an unknown address"}."
            : $"The device was last heard from {device.RemoteAddress ?? "an unknown address"}.");
        if (device.Protocols == Protocols.Cwmp && string.IsNullOrEmpty(device.ConnectionRequestUrl))
        {
            yield return new WhyFact(last, "contact", "It has told no connection request URL: HTTP cannot wake it, and without STUN or XMPP changes wait for its next Inform.");
        }
    }
}
