using System.Globalization;

namespace Provisioning.Mud.Versions;

/// <summary>Whether a good content of a MUD file takes effect by itself. Pure.</summary>
internal static class VersionPolicy
{
    public static VersionDecision Decide(VersionQuestion q)
    {
        if (!q.HasContentInForce || q.IsContentInForce || q.OnPersonsWord)
        {
            return new VersionDecision.TakesEffect();
        }

        // What he took out of force himself is no question either while he holds the other one.
        if (q.WasRefused || (q.IsHeld && q.WasInForce))
        {
            return new VersionDecision.StaysAsDecided();
        }

        var because = new List<string>();
        if (q.IsHeld)
        {
            because.Add("A person holds the content in force.");
        }

        // RFC 8520 §16: the signer of a known URL is not exchanged without a person, whatever the files say.
        if (q.Pinned is { } pinned && q.Signer?.Id != pinned.Id)
        {
            because.Add(q.Signer is { } other ? $"It is signed by {other.Name}; until now {pinned.Name} signed." : $"It is not signed; until now {pinned.Name} signed.");
        }

        if (q.WideningNeedsApproval && q.Gained != 0)
        {
            because.Add(q.Gained switch
            {
                null => "It is too large to be compared with the content in force.",
                1 => "It lets one flow through that the content in force does not.",
                { } gained => string.Create(CultureInfo.InvariantCulture, $"It lets {gained} flows through that the content in force does not."),
            });
        }

        return because.Count == 0 ? new VersionDecision.TakesEffect() : new VersionDecision.Waits(string.Join(' ', because));
    }
}
