using Provisioning.Conversations;
using Provisioning.Devices;

namespace Provisioning.Firewall.Trials;

/// <summary>
/// Whether a gateway survives its firewall. A lost gateway cannot be reached, so nothing is undone there and then: what it
/// had is declared again, and is the first thing that it is told when it comes back. Pure.
/// <code>
///  pushed      the first write of another firewall than the confirmed one goes out
///  read back   it is in force as declared; the gateway is asked to come once more
///  confirmed   it answered in a conversation of its own after that
///  lost        not heard of in time, or it came back restarted from a conversation that broke with such a write
/// </code>
/// Silence may be a cut of power or line as well: what was lost by it alone is tried once more by itself, when the gateway is back.
/// </summary>
public static class FirewallTrials
{
    /// <summary>So many different firewalls in a row that lost the gateway: whatever is compiled next waits for a person.</summary>
    public const int MostLosses = 2;

    /// <summary>The data model's own rhythm, where the gateway does not tell another (TR-181 PeriodicInformInterval is 86400 on many).</summary>
    private static readonly TimeSpan UnknownRhythm = TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestRhythm = TimeSpan.FromDays(7);

    private static readonly string[] _roots = ["Device.Firewall.", "Device.Hosts.AccessControl."];

    /// <summary>True for a write that may change which packets pass; new rows are made out of use.</summary>
    public static bool IsPush(Operation operation) => operation switch
    {
        Operation.WriteValues write => write.Values.Any(v => IsFirewall(v.Path)),
        Operation.DeleteInstances delete => delete.Paths.Any(IsFirewall),
        _ => false,
    };

    /// <summary>How long after a word of it a gateway may be silent.</summary>
    /// <param name="via">Over USP it keeps its line, or takes it up again at once; over CWMP it comes when its interval says so.</param>
    public static TimeSpan Patience(ReportedParameters reported, string root, Protocols via, TimeSpan lostAfter)
    {
        if (via == Protocols.Usp)
        {
            return lostAfter;
        }

        var isOn = reported.Value($"{root}ManagementServer.PeriodicInformEnable") is not ("false" or "0");
        var rhythm = isOn && uint.TryParse(reported.Value($"{root}ManagementServer.PeriodicInformInterval"), out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds) : UnknownRhythm;
        return lostAfter + (rhythm < LongestRhythm ? rhythm : LongestRhythm);
    }

    /// <summary>A write goes out: durable before it does.</summary>
    /// <param name="hash">Of the layer that it belongs to.</param>
    /// <param name="cameRestarted">The conversation is one of a restart already, whose event a broken session says again (TR-069 3.7.1.5).</param>
    public static FirewallStanding Pushed(FirewallStanding standing, string hash, bool cameRestarted, DateTimeOffset now, TimeSpan patience) =>
        hash == standing.Confirmed ? standing with { Trial = null }
        : standing with
        {
            Trial = standing.Trial is { } open && open.Hash == hash
                ? open with { LostAt = now + patience, IsReadBack = false, IsUnanswered = !cameRestarted }
                : new FirewallTrial(hash, now, now + patience, IsReadBack: false, IsUnanswered: !cameRestarted, IsSpared: false),
        };

    /// <summary>The gateway was heard of.</summary>
    public static FirewallStanding Heard(FirewallStanding standing, DateTimeOffset now, TimeSpan patience) =>
        standing.Trial is { } trial ? standing with { Trial = trial with { LostAt = now + patience, IsUnanswered = false, IsSpared = false } } : standing;

    /// <summary>No answer came to something that it was asked.</summary>
    public static FirewallStanding Unanswered(FirewallStanding standing, bool cameRestarted) =>
        standing.Trial is { } trial && !cameRestarted ? standing with { Trial = trial with { IsUnanswered = true } } : standing;

    /// <summary>
    /// What of its events may speak of a restart after a write. A gateway that is managed over both protocols boots once and says so over
    /// each, over the second perhaps when the first has brought it a firewall already: that says nothing.
    /// </summary>
    public static IReadOnlyCollection<ContactEvent> Evidence(IReadOnlyCollection<ContactEvent> events, Protocols over) =>
        over.HasFlag(Protocols.Cwmp | Protocols.Usp) ? [] : events;

    /// <summary>The gateway comes by itself: did it find its way back from a firewall that had cut it off?</summary>
    public static bool IsBackFromLoss(FirewallStanding standing, IReadOnlyCollection<ContactEvent> events) => standing.Trial is { } trial
        && ((trial.IsUnanswered && events.Contains(ContactEvent.Boot)) || ((trial.IsUnanswered || trial.IsReadBack) && events.Contains(ContactEvent.Bootstrap)));

    /// <summary>What is declared is in force.</summary>
    public static FirewallStanding ReadBack(FirewallStanding standing, string hash) =>
        standing.Trial is { } trial && trial.Hash == hash ? standing with { Trial = trial with { IsReadBack = true } }
        : standing.Confirmed == hash ? standing with { Trial = null }
        : Confirmed(standing, hash); // Nothing had to be written for it.

    /// <summary>It answered with that firewall in force, in another conversation than the one that brought it.</summary>
    public static FirewallStanding Confirmed(FirewallStanding standing, string hash) =>
        new(hash, null, standing.Confirmed == hash ? standing.Undone : null);

    public static FirewallStanding Lost(FirewallStanding standing, LossEvidence evidence, DateTimeOffset now)
    {
        if (standing.Trial is not { } trial)
        {
            return standing;
        }

        var isSecond = standing.Undone?.Hash == trial.Hash;
        var times = (standing.Undone?.Times ?? 0) + (isSecond ? 0 : 1);
        var next = evidence != LossEvidence.Silence || isSecond || times >= MostLosses ? SecondTry.None
            : trial.IsUnanswered ? SecondTry.UnlessRestarted
            : SecondTry.WhenBack;
        return new(standing.Confirmed, null, new UndoneFirewall(trial.Hash, now, times, IsHeld: true, next));
    }

    /// <summary>The gateway comes by itself, after its firewall was taken back: how it comes may be the evidence that was lacking.</summary>
    public static FirewallStanding CameBack(FirewallStanding standing, IReadOnlyCollection<ContactEvent> events) =>
        standing.Undone is { IsTriedAgain: true } undone
            && (events.Contains(ContactEvent.Bootstrap) || (undone.SecondTry == SecondTry.UnlessRestarted && events.Contains(ContactEvent.Boot)))
            ? standing with { Undone = undone with { SecondTry = SecondTry.None } } : standing;

    /// <summary>It only has to answer with this firewall in force, and the one that it fell silent with is tried once more.</summary>
    public static bool AwaitsReturn(FirewallStanding standing, string inForce) =>
        standing is { Trial: null, Undone.IsTriedAgain: true } && standing.Confirmed == inForce;

    /// <summary>It did.</summary>
    public static FirewallStanding Returned(FirewallStanding standing) =>
        standing.Undone is { } undone ? standing with { Undone = undone with { SecondTry = SecondTry.Begun, IsHeld = false } } : standing;

    /// <summary>A firewall that is compiled is not brought to the gateway: it is the one that lost it, or the last few all did.</summary>
    public static bool Holds(FirewallStanding standing, string compiled) =>
        standing.Undone is { } undone && compiled != standing.Confirmed && (undone.Times >= MostLosses || (undone.Hash == compiled && undone.SecondTry != SecondTry.Begun));

    /// <summary>A hash as people are shown it.</summary>
    internal static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    private static bool IsFirewall(string path) => Array.Exists(_roots, r => path.StartsWith(r, StringComparison.Ordinal));
}
