using System.Globalization;
using Provisioning.Mud;
using Provisioning.Mud.Modes;
using Provisioning.Storage.Rows;

namespace Acs.Subscribers;

/// <summary>The markup of a subscriber's page about the whole home; every foreign text is encoded.</summary>
internal static class SubscriberHomeMarkup
{
    /// <param name="rules">The markup of what is forbidden.</param>
    public static string Of(
        IReadOnlyList<HostRow> hosts, string rules, IReadOnlyList<MudChoiceRow> standing, MudMode fallback, DateTimeOffset expiresAt, string token)
    {
        var optedOut = standing.FirstOrDefault(c => c.Source == ModeSource.Subscriber);
        return SubscriberMarkup.Page(
            "The devices in your home",
            $"""
            <p>Makers of some devices say what they need on the Internet. Your gateway can hold them to it, so that a device that was broken into does no harm.</p>
            {(optedOut is null ? "" : $"<p class=\"answer\" role=\"status\"><strong>You have opted out.</strong> Since {Day(optedOut.At)}, by {SubscriberMarkup.Encode(optedOut.Author)}.</p>")}
            {Hosts(hosts)}
            {rules}
            <form method="post" action="{SubscriberMarkup.Encode(SubscriberHomePage.PathOf(token))}">
              {(optedOut is null ? "<button name=\"choice\" value=\"out\">Do not hold my devices to it</button>" : $"<button name=\"choice\" value=\"in\">Opt in again ({Word(EffectiveMode.Of("", standing.Where(c => c.Source != ModeSource.Subscriber), fallback).Mode)})</button>")}
            </form>
            <p class="hint">What you choose is on record with its date. The link answers until {Day(expiresAt)}.</p>
            """);
    }

    private static string Hosts(IReadOnlyList<HostRow> hosts) => hosts.Count == 0 ? "<p>None of your devices says what it needs.</p>" :
        $"""
        <table>
          <caption>Devices that say what they need</caption>
          <thead><tr><th scope="col">Device</th><th scope="col">What is done</th></tr></thead>
          <tbody>{string.Concat(hosts.Select(h => $"<tr><td>{SubscriberMarkup.Encode(h.HostName is { Length: > 0 } name ? name : h.Mac)}</td><td>{Word(h.Mode)}{(h.ModeSetBy == ModeSource.Host ? ", chosen for this device" : "")}</td></tr>"))}</tbody>
        </table>
        """;

    private static string Word(MudMode mode) => mode switch
    {
        MudMode.Enforce => "held to it",
        MudMode.Ask => "you are asked",
        MudMode.Observe => "looked at only",
        _ => "nothing",
    };

    private static string Day(DateTimeOffset at) => at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
