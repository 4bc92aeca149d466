using System.Text.RegularExpressions;

namespace Acs.Tests.Cwmp.Quirks;

/// <summary><c>docs/quirks.md</c> says what is done about each quirk and which tests show it: that is so.</summary>
internal sealed partial class Table_Tests
{
    private const int Quirks = 40;

    private static IReadOnlyList<Match> Rows =>
        [.. Row().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "quirks.md"))).Cast<Match>()];

    [Test]
    public void Every_quirk_has_its_row() =>
        Assert.That(Rows.Select(r => int.Parse(r.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(Enumerable.Range(1, Quirks)));

    [Test]
    public void Every_row_names_tests_that_exist()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests"), "*_Tests.cs", SearchOption.AllDirectories)
            .ToLookup(f => Path.GetFileNameWithoutExtension(f)!, File.ReadAllText, StringComparer.Ordinal);
        foreach (var row in Rows)
        {
            var tests = Test().Matches(row.Groups["tests"].Value);
            Assert.That(tests, Is.Not.Empty, row.Value);
            foreach (Match test in tests)
            {
                var found = sources[test.Groups["class"].Value].Any(text => text.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal));
                Assert.That(found, $"{row.Groups["number"].Value}: {test.Value}");
            }
        }
    }

    [Test]
    public void Every_fixture_is_played()
    {
        var text = string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(Fixture.Folder)!, "*_Tests.cs").Select(File.ReadAllText));
        foreach (var file in Directory.EnumerateFiles(Fixture.Folder))
        {
            Assert.That(text, Does.Contain($"\"{Path.GetFileNameWithoutExtension(file)}\""));
        }
    }

    /// <summary><c>| 7 | the quirk | what is done | `Class.Method`, … |</c></summary>
    [GeneratedRegex(@"^\|\s*(?<number>[0-9]+)\s*\|[^|\n]*\|[^|\n]*\|(?<tests>[^|\n]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<class>[A-Za-z0-9_]+)\\.(?<method>[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Test();
}
