using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Provisioning.Firewall.Proof;

/// <summary>
/// What a MUD file says about first packets, worked out directly on its JSON: knows nothing of the parser and the compiler. Understands
/// RFC 8520 and the commonest deviations; an entry with anything else in it is marked, and nothing is claimed of its packets.
/// </summary>
internal static class StatedFile
{
    /// <returns>The entries that a first packet can meet, in order; null: this is no MUD file in any notation that is known here.</returns>
    /// <param name="named">What the policy says that its rules cannot express.</param>
    public static IReadOnlyList<StatedEntry>? Read(ReadOnlySpan<byte> document, ProofNetwork network, IReadOnlyList<Approximation> named, bool strict)
    {
        try
        {
            var utf8 = document.StartsWith("\ufeff"u8) ? document[3..] : document;
            var root = JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
            if (JsonMember.Of(root, "mud") is not JsonObject mud)
            {
                return null;
            }

            var lists = (JsonMember.Of(JsonMember.Of(root, "acls", "access-lists"), "acl") as JsonArray)?.ToList() ?? [];
            var outward = Entries(mud, lists, true, network);
            var inward = Entries(mud, lists, false, network);
            if (strict && network.IsStateful)
            {
                inward.RemoveAll(e => StatedMirror.IsReply(e, outward));
            }

            List<StatedEntry> all = [.. outward, .. inward];
            all.ForEach(e => Treat(e, named));

            // Where connections are tracked, a first packet is in no flow that the other side opened. Where they are not, the policy says
            // that the entry stands for all packets, or it does not stand.
            return [.. all.Where(e => e is { Accept: not null, IsNever: false } && (!e.IsAnswering || (!network.IsStateful && e.Treatment != StatedTreatment.Exact)))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static List<StatedEntry> Entries(JsonObject mud, List<JsonNode?> lists, bool fromDevice, ProofNetwork network)
    {
        var entries = new List<StatedEntry>();
        var policy = JsonMember.Of(mud, fromDevice ? "from-device-policy" : "to-device-policy");
        foreach (var item in JsonMember.Of(JsonMember.Of(policy, "access-lists"), "access-list") as JsonArray ?? [])
        {
            // A list that the file does not hold permits nothing; entries in the policy itself are a list of their own.
            var name = JsonMember.Text(item, "name", "acl-name") ?? "";
            var list = JsonMember.Of(item, "aces") is null ? lists.Find(l => JsonMember.Text(l, "name", "acl-name") == name) : item;
            var type = (JsonMember.Text(list, "type", "acl-type") ?? "").Split(':')[^1];
            var version = type.StartsWith("ipv4", StringComparison.Ordinal) ? 4 : type.StartsWith("ipv6", StringComparison.Ordinal) ? 6 : 0;
            var aces = JsonMember.Of(JsonMember.Of(list, "aces", "access-list-entries"), "ace") as JsonArray ?? [];
            var names = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < aces.Count; i++)
            {
                entries.Add(StatedEntryReader.Read(aces[i], $"{name}/{NameOf(aces[i], i, names)}", fromDevice, version, network));
            }
        }

        return entries;
    }

    /// <summary>As entries are called in reports: by their own name where it is one, else by their place.</summary>
    private static string NameOf(JsonNode? ace, int index, HashSet<string> names)
    {
        var written = JsonMember.Text(ace, "name", "rule-name") is { Length: > 0 and <= 64 } text ? text : null;
        var name = written ?? string.Create(CultureInfo.InvariantCulture, $"ace-{index + 1}");
        for (var i = 2; !names.Add(name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{written ?? "ace"}#{i}");
        }

        return name;
    }

    private static void Treat(StatedEntry entry, IReadOnlyList<Approximation> named)
    {
        // Names and classes without addresses, and replies of what is let through, are no matter of reading: they are worked out here as well.
        var mine = named.Where(a => a.Ace == entry.Name && a.Why is not ("stateless-replies" or "unresolved-name" or "empty-class")).ToList();
        var term = mine.Find(a => a.Why == "not-understood") ?? mine.Find(a => a.Why != "tcp-state");
        var leaves = term is not null && (term.Kind == "over") == (entry.Accept == true);
        if (entry.IsUnread || term?.Why == "not-understood")
        {
            (entry.Treatment, entry.NamedBy) = (leaves ? StatedTreatment.LeftOut : StatedTreatment.Unknown, term);
        }
        else if (entry.IsPartial)
        {
            (entry.Treatment, entry.NamedBy) = (leaves ? StatedTreatment.LeftOut : StatedTreatment.Widened, term);
        }
        else if (entry.IsAnswering && mine.Find(a => a.Why == "tcp-state") is { } state)
        {
            (entry.Treatment, entry.NamedBy) = (StatedTreatment.Widened, state);
        }
    }
}
