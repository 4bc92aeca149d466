using System.Globalization;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary>
/// One access-control entry. Fail closed: an accept that is not wholly understood is left out, a drop that is not wholly
/// understood stands with what was understood of it, which blocks more. (RFC 8520 §3.9 would ignore what is unknown; inside
/// a match that would let more through than the manufacturer wrote.)
/// </summary>
internal static class AceReader
{
    public static MudAce? Read(
        PositionedNode node, int index, MudAclType listType, bool fromDevice, ISet<string> names, ICollection<string> leftOut, DiagnosticLog log)
    {
        if (!node.IsObject)
        {
            log.Error(MudCodes.Structure, node, "An entry is not an object; it is left out.", MudRepairs.AceLeftOut);
            return null;
        }

        var fields = new ObjectReader(node, "ietf-access-control-list", log);
        var name = ReadName(fields, index, names, log);
        var matches = fields.Take("matches");
        var accept = ReadAction(fields, log);
        var match = MatchesReader.Read(matches, listType, fromDevice, log);
        foreach (var unknown in fields.Rest)
        {
            // Statistics are state, never configuration; an unknown sibling of matches may still narrow the entry.
            log.Error(MudCodes.UnknownMatch, unknown, $"'{unknown.Name}' is not known in an entry; ignoring it might match more than was meant.");
            match.Broken = true;
        }

        if (accept is null)
        {
            return null;
        }

        if (matches is null or { IsObject: true, Children.Count: 0 })
        {
            log.Info(MudCodes.MatchesAll, node, $"'{name}' has no matches: it holds for every packet.");
        }

        return Judge(node, name, match, accept.Value, leftOut, log);
    }

    private static MudAce? Judge(PositionedNode node, string name, AceMatch match, bool accept, ICollection<string> leftOut, DiagnosticLog log)
    {
        if (match.Never)
        {
            log.Repair(MudCodes.NeverMatches, node, $"'{name}' is left out: no IP packet can match it.", MudRepairs.AceLeftOut);
            return null;
        }

        if (match.Broken && accept)
        {
            log.Error(MudCodes.MatchValue, node, $"'{name}' is left out: what it allows is not certain.", MudRepairs.AceLeftOut);
            leftOut.Add(name);
            return null;
        }

        if (match.Broken)
        {
            log.Error(MudCodes.MatchValue, node, $"'{name}' drops all that its readable part matches.", MudRepairs.DropWidened);
            match.Lossy.Add(AceMatch.NotUnderstood);
        }

        return new MudAce(name, match.ToMatch(), accept, node.Path, node.Line);
    }

    private static string ReadName(ObjectReader fields, int index, ISet<string> names, DiagnosticLog log)
    {
        var node = fields.Take("name", null, new Alias("rule-name", MudRepairs.DraftRuleName));
        var written = node is { IsString: true, Text.Length: > 0 and <= 64 } ? node.Text : null;
        var name = written ?? string.Create(CultureInfo.InvariantCulture, $"ace-{index + 1}");
        for (var i = 2; !names.Add(name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{written ?? "ace"}#{i}");
        }

        if (!string.Equals(name, written, StringComparison.Ordinal))
        {
            log.Repair(
                MudCodes.AceName, node ?? fields.Node, $"The entry has no name of its own of 1 to 64 characters; it is called '{name}' here.", MudRepairs.AceName);
        }

        return name;
    }

    /// <returns>Null: no action that is known, so the entry decides nothing.</returns>
    private static bool? ReadAction(ObjectReader fields, DiagnosticLog log)
    {
        if (fields.Take("actions") is not { IsObject: true } node)
        {
            log.Error(MudCodes.Action, fields.Node, "The entry has no 'actions'; it is left out.", MudRepairs.AceLeftOut);
            return null;
        }

        var actions = new ObjectReader(node, "ietf-access-control-list", log);
        var forwarding = actions.Take("forwarding");
        if (actions.Take("logging") is { IsString: false } logging)
        {
            log.Repair(MudCodes.Action, logging, "'logging' is the name of an identity; it is left out.", MudRepairs.NodeIgnored);
        }

        actions.IgnoreRest();
        var identity = Leaves.Identity(forwarding);
        var lower = identity?.ToLowerInvariant();
        if (forwarding is null || lower is not ("accept" or "drop" or "reject"))
        {
            log.Error(
                MudCodes.Action, forwarding ?? node, "'forwarding' is not accept, drop or reject; the entry is left out.", MudRepairs.AceLeftOut);
            return null;
        }

        if (!string.Equals(identity, lower, StringComparison.Ordinal))
        {
            log.Repair(MudCodes.Action, forwarding, $"'forwarding' is case-sensitive; write '{lower}'.", MudRepairs.LetterCase);
        }

        return lower == "accept";
    }
}
