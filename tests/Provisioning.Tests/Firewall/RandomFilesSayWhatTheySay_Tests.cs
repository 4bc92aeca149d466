using FsCheck.Fluent;
using Provisioning.Firewall;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Firewall;

/// <summary>Files with explicit drops, shadowing and overlaps, which real ones hardly have.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RandomFilesSayWhatTheySay_Tests
{
    private static readonly FirewallDialect[] Dialects =
        [FirewallDialect.Tr181V18, FirewallDialect.Tr181V16, FirewallDialect.Tr181V2, FirewallDialect.Flat];

    [FsCheck.NUnit.Property(MaxTest = 50)]
    public FsCheck.Property Every_first_packet_is_decided_in_the_order_of_the_entries(int[] from, int[] to, bool six) =>
        Dialects.SelectMany(d => Comparison.Of(RandomFiles.Of(from, to, six), d)!.Differences().Take(1).Select(difference => $"{d}: {difference}"))
            .ToArray() is var found
            ? (found.Length == 0).Label(string.Join('\n', found))
            : throw new InvalidOperationException();

    [FsCheck.NUnit.Property(MaxTest = 15)]
    public FsCheck.Property No_first_packet_of_another_host_is_decided(int[] from, int[] to, bool six) =>
        (!Dialects.Any(d => Comparison.Of(RandomFiles.Of(from, to, six), d)!.OthersDecided().Any())).ToProperty();

    [FsCheck.NUnit.Property(MaxTest = 50)]
    public FsCheck.Property The_same_input_gives_the_same_rules(int[] from, int[] to, bool six)
    {
        IReadOnlyList<PrintedParameter> Print() =>
            Tr181Printer.Print(Comparison.Of(RandomFiles.Of(from, to, six), FirewallDialect.Tr181V18)!.Policy);
        return Print().SequenceEqual(Print()).ToProperty();
    }
}
