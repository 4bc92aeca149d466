using System.Globalization;
using Provisioning.Firewall.Evaluation;

namespace Provisioning.Firewall.Proof;

/// <summary>Asks both sides, packet by packet, until all are asked or a bound is hit.</summary>
internal sealed class ProofRun(FirewallEvaluator rules, StatedPolicy stated, ProofLimits limits, TimeProvider time)
{
    /// <summary>Locally administered, and neither the host's nor a vendor's.</summary>
    private const string OtherMac = "02:ff:ff:ff:ff:fe";

    private readonly List<ProofWitness> _witnesses = [];
    private readonly HashSet<Approximation> _covered = [];
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    public FirewallProof Run(ProofPackets packets)
    {
        var started = time.GetTimestamp();
        var count = 0L;
        foreach (var (column, packet, isOther) in packets.All())
        {
            if (count >= limits.MaxPackets)
            {
                return Result(count, string.Create(CultureInfo.InvariantCulture, $"there are more than {limits.MaxPackets} kinds of packets."));
            }

            if ((count++ & 1023) == 1023 && time.GetElapsedTime(started) > limits.MaxTime)
            {
                return Result(count, string.Create(CultureInfo.InvariantCulture, $"it took longer than {limits.MaxTime.TotalSeconds} seconds; {count} kinds of packets were asked."));
            }

            Compare(column, packet, isOther, isOther ? null : packets.HostMac);
        }

        return Result(count, _unread.Count == 0 ? null : $"the proof does not read all of {string.Join(", ", _unread.Order(StringComparer.Ordinal).Take(3))}.");
    }

    private FirewallProof Result(long count, string? note)
    {
        // One for each reason, and of those that nothing names the first; these come first of all.
        var shown = _witnesses.OrderBy(w => w.CoveredBy is not null).Take(FirewallProof.MostWitnesses).ToList();
        var outcome = shown.Exists(w => w.CoveredBy is null) ? ProofOutcome.Different
            : note is not null ? ProofOutcome.NotProved
            : shown.Count > 0 ? ProofOutcome.Approximated
            : ProofOutcome.Equal;
        return new FirewallProof(outcome, count, shown, outcome == ProofOutcome.NotProved ? note : null);
    }

    private void Compare(StatedColumn column, ProofPacket packet, bool isOther, string? mac)
    {
        var decided = rules.Decide(AsPacket(packet, isOther, mac)).Accepted;
        if (isOther)
        {
            if (decided is not null)
            {
                Differs($"{packet} (another host's)", decided, null, null);
            }

            return;
        }

        var verdict = stated.Decide(column, packet);
        if (verdict.Unread is { } unread)
        {
            _unread.Add(unread);
        }
        else if (!verdict.Allowed.Contains(decided))
        {
            Differs(packet.ToString(), decided, verdict.Meant, null);
        }
        else if (decided != verdict.Meant || (verdict.IsDoubtful && verdict.Otherwise.Contains(decided is false)))
        {
            Differs(packet.ToString(), decided, decided != verdict.Meant ? verdict.Meant : null, verdict.CoveredBy);
        }
    }

    private void Differs(string packet, bool? decided, bool? meant, Approximation? coveredBy)
    {
        if (coveredBy is null ? _witnesses.Count < 2 * FirewallProof.MostWitnesses : _covered.Add(coveredBy))
        {
            _witnesses.Add(new ProofWitness(packet, decided, meant, coveredBy));
        }
    }

    private static Packet AsPacket(ProofPacket p, bool isOther, string? mac) => p.FromDevice
        ? new Packet(isOther ? OtherMac : mac, p.Own, p.Peer, p.Protocol, p.SourcePort, p.DestinationPort)
        : new Packet(null, p.Peer, p.Own, p.Protocol, p.SourcePort, p.DestinationPort, FromLan: false);
}
