using System.Globalization;
using Provisioning.Mud.Composition;
using Provisioning.Storage.Rows;

namespace Acs.Subscribers;

/// <summary>The markup of every rule that binds a home, with who wanted it, until when and why, and a way to object. Every foreign text is encoded.</summary>
internal static class SubscriberRules
{
    public static string Of(IReadOnlyList<PolicyEntryRow> entries, IReadOnlyList<HostRow> hosts, IReadOnlyList<PolicyAppealRow> appeals, string token) => entries.Count == 0 ? "" :
        $"""
        <h2>What is forbidden in your home</h2>
        <p>You may object to each of your provider's rules. A person decides, and both stay on record.</p>
        {string.Concat(entries.Select(e => Entry(e, hosts, appeals.FirstOrDefault(a => a.EntryId == e.Id), token)))}
        """;

    private static string Entry(PolicyEntryRow entry, IReadOnlyList<HostRow> hosts, PolicyAppealRow? appeal, string token) =>
        $"""
        <section class="rule">
          <h3>{(entry.FromDevice ? "To" : "From")} {SubscriberMarkup.Encode(entry.Peer == "any" ? "anybody" : entry.Peer)}{Service(entry)}</h3>
          <p>{SubscriberMarkup.Encode(entry.Reason ?? "No reason was given.")}</p>
          <p class="hint">{SubscriberMarkup.Encode(Who(entry))}, {Day(entry.At)}, {(entry.EndsAt is { } end ? $"until {Day(end)}" : "without an end")}. {SubscriberMarkup.Encode(Whom(entry, hosts))}</p>
          {(entry.Layer != PolicyLayer.Isp ? "" : appeal is null ? Form(entry, token) : Said(appeal))}
        </section>
        """;

    private static string Form(PolicyEntryRow entry, string token) =>
        $"""
        <details>
          <summary>Object to it</summary>
          <form method="post" action="{SubscriberMarkup.Encode(SubscriberHomePage.PathOf(token))}">
            <input type="hidden" name="entry" value="{entry.Id}">
            <label for="o-{entry.Id}">Say why</label>
            <textarea id="o-{entry.Id}" name="text" rows="3" maxlength="{PolicyAppeals.MaxText}" required></textarea>
            <button name="choice" value="object">Object</button>
          </form>
        </details>
        """;

    private static string Said(PolicyAppealRow appeal) =>
        $"<p role=\"status\"><strong>You objected on {Day(appeal.At)}:</strong> {SubscriberMarkup.Encode(appeal.Text)} <strong>{(appeal.Accepted is null ? "Your provider has not decided yet." : $"Your provider does not agree: {SubscriberMarkup.Encode(appeal.Reason ?? "")}")}</strong></p>";

    private static string Who(PolicyEntryRow entry) => entry.Layer == PolicyLayer.Isp ? $"Your provider ({entry.Author})" : $"Your own choice ({entry.Author})";

    private static string Whom(PolicyEntryRow entry, IReadOnlyList<HostRow> hosts) =>
        $"For {string.Join(", ", hosts.Where(h => PolicyEntryText.IsAbout(entry, h)).Select(h => h.HostName is { Length: > 0 } name ? name : h.Mac))}.";

    private static string Service(PolicyEntryRow entry)
    {
        var protocol = entry.Protocol switch { 6 => ", TCP", 17 => ", UDP", 1 or 58 => ", ICMP", < 0 => "", var number => string.Create(CultureInfo.InvariantCulture, $", protocol {number}") };
        return (entry.FirstPort, entry.LastPort) == (0, ushort.MaxValue) ? protocol
            : entry.FirstPort == entry.LastPort ? $"{protocol}, port {entry.FirstPort}" : $"{protocol}, ports {entry.FirstPort} to {entry.LastPort}";
    }

    private static string Day(DateTimeOffset at) => at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
