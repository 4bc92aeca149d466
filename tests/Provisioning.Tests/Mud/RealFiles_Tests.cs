using Provisioning.Mud;
using Provisioning.Mud.Model;

namespace Provisioning.Tests.Mud;

public sealed class RealFiles_Tests
{
    /// <summary>Valid against the published modules, as checked by another implementation.</summary>
    private static readonly string[] StrictFiles =
    [
        "MUD-Manager__Luminaire_150.json", "micronets-mud-tool__ciscopi2.json", "mudfiles__L2540DW.json", "mud-visualizer__Igor_mudfile.json",
        "nist-mud__mudfile.json", "nist-mud__mudfile-dhcptest.json", "nist-mud__mudfile-local-networks-test.json",
    ];

    /// <summary>No mud-url, or no mud container: nothing that could be repaired without guessing.</summary>
    private static readonly string[] HopelessFiles = ["daq__default.json", "mud__lighting-example.json"];

    [Test]
    public void Every_file_is_read_without_an_exception_and_every_deviation_is_said()
    {
        Require();
        Assert.Multiple(() =>
        {
            foreach (var file in MudCorpus.Files)
            {
                var result = Parse(file);
                Assert.That(result.File is null, Is.EqualTo(result.Outcome == MudParseOutcome.Refused), file);
                Assert.That(result.Diagnostics.Any(d => d.Code == MudCodes.Unreadable), Is.False, file);
                Assert.That(
                    result.Diagnostics.Any(d => d.Severity != MudSeverity.Info), Is.EqualTo(result.Outcome != MudParseOutcome.Compiled), file);
                Assert.That(result.Diagnostics, Has.All.Matches<MudDiagnostic>(IsComplete), file);
            }
        });
    }

    [Test]
    public void Only_hopeless_files_are_refused()
    {
        Require();
        var refused = MudCorpus.Files.Where(f => Parse(f).Outcome == MudParseOutcome.Refused);
        Assert.That(refused, Is.EquivalentTo(HopelessFiles));
    }

    [TestCaseSource(nameof(StrictFiles))]
    public void A_file_that_keeps_to_the_standard_is_compiled_without_a_warning(string file)
    {
        var result = Parse(file);
        Assert.That(result.Outcome, Is.EqualTo(MudParseOutcome.Compiled), string.Join('\n', result.Diagnostics));
    }

    [Test]
    public void No_entry_is_lost_but_those_that_the_diagnostics_name()
    {
        Require();
        Assert.Multiple(() =>
        {
            foreach (var file in MudCorpus.Files.Except(HopelessFiles))
            {
                var result = Parse(file);
                var leftOut = result.Diagnostics.Count(d => d.Repair == MudRepairs.AceLeftOut);
                var read = result.File!.FromDevice.Concat(result.File.ToDevice).Sum(a => a.Aces.Count);
                Assert.That(read + leftOut, Is.EqualTo(CountEntries(file)), file);
            }
        });
    }

    [Test]
    public void Broadcast_frames_of_captured_files_are_implied_by_the_broadcast_address()
    {
        var file = Parse("mudfiles__lifxbulbMud.json").File!;
        var aces = file.FromDevice.SelectMany(a => a.Aces).ToList();
        Assert.That(aces.Count(a => a.Match.Lossy.Contains("ethernet-destination")), Is.EqualTo(1), "UDP 56700 to a subnet's broadcast");
        Assert.That(
            aces.Where(a => a.Match.Destination?.ToString() == "255.255.255.255/32"), Has.All.Matches<MudAce>(a => a!.Match.Lossy.Count == 0));
    }

    private static MudParseResult Parse(string file) => MudParser.Parse(File.ReadAllBytes(MudCorpus.Require(file)));

    private static void Require()
    {
        if (MudCorpus.Directory is null)
        {
            Assert.Ignore("The collection of real MUD files (shared/mud) is not beside this repository.");
        }

        Assert.That(MudCorpus.Files.Count(), Is.GreaterThan(50));
    }

    private static bool IsComplete(MudDiagnostic? d) => d is not null &&
        d.Code.Length == 7 && d.Path.StartsWith('$') && d.Line >= 0 && d.Text.Length > 10 && d.Repair is not "";

    /// <summary>Entries in every list that a policy names, counted on plain JSON.</summary>
    private static int CountEntries(string file)
    {
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(MudCorpus.Require(file)));
        var policies = json.RootElement.GetProperty("ietf-mud:mud").EnumerateObject()
            .Where(p => p.Name.EndsWith("-device-policy", StringComparison.Ordinal) && !p.Name.Contains("quarantine", StringComparison.Ordinal))
            .SelectMany(p => p.Value.TryGetProperty("access-lists", out var named) && named.TryGetProperty("access-list", out var items) ? items.EnumerateArray().ToList() : [])
            .ToList();
        var lists = json.RootElement.EnumerateObject()
            .Where(p => p.Name.StartsWith("ietf-access-control-list:", StringComparison.Ordinal))
            .SelectMany(p => p.Value.GetProperty("acl").EnumerateArray())
            .ToDictionary(a => Text(a, "name", "acl-name"), a => Either(a, "aces", "access-list-entries").GetProperty("ace").GetArrayLength());
        return policies.Sum(item => item.TryGetProperty("aces", out var inline)
            ? inline.GetProperty("ace").GetArrayLength()
            : lists.GetValueOrDefault(Text(item, "name", "acl-name")));
    }

    private static System.Text.Json.JsonElement Either(System.Text.Json.JsonElement element, string name, string draft) =>
        element.TryGetProperty(name, out var value) ? value : element.GetProperty(draft);

    private static string Text(System.Text.Json.JsonElement element, string name, string draft) => Either(element, name, draft).GetString()!;
}
