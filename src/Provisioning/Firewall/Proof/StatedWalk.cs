namespace Provisioning.Firewall.Proof;

/// <summary>One file's entries, walked for one packet: the first that holds it decides.</summary>
/// <param name="Said">With the named approximations applied; null: no entry decides.</param>
/// <param name="Otherwise">What the file may say of packets that look the same to a rule.</param>
/// <param name="Doubt">The first entry of which only a part of such packets is meant.</param>
/// <param name="Unread">The entry that was not understood.</param>
internal sealed record StatedWalk(bool? Said, HashSet<bool?> Otherwise, StatedEntry? Doubt, string? Unread)
{
    public static StatedWalk Of(IReadOnlyList<StatedEntry> entries, ProofPacket packet)
    {
        var otherwise = new HashSet<bool?>();
        StatedEntry? doubt = null;
        (bool IsDone, bool? Value) said = default;
        foreach (var entry in entries)
        {
            if (!entry.HoldsPorts(packet.SourcePort, packet.DestinationPort))
            {
                continue;
            }

            switch (entry.Treatment)
            {
                case StatedTreatment.Unknown when !said.IsDone:
                    return new StatedWalk(null, [], null, entry.Name);
                case StatedTreatment.Exact:
                    otherwise.Add(entry.Accept);
                    return new StatedWalk(said.IsDone ? said.Value : entry.Accept, otherwise, doubt, null);
                case StatedTreatment.Widened when !said.IsDone:
                    said = (true, entry.Accept);
                    break;
            }

            doubt ??= entry;
            otherwise.Add(entry.Accept);
        }

        otherwise.Add(null);
        return new StatedWalk(said.Value, otherwise, doubt, null);
    }

    /// <summary>What both say, where both say something: let through by both, else forbidden.</summary>
    public StatedWalk And(StatedWalk other) => new(
        Both(Said, other.Said),
        [.. from one in Otherwise from two in other.Otherwise select Both(one, two)],
        Doubt ?? other.Doubt,
        Unread ?? other.Unread);

    private static bool? Both(bool? one, bool? other) => one is null || other is null ? null : one.Value && other.Value;
}
