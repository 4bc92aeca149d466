using System.Globalization;
using System.Text.RegularExpressions;

namespace UspController.Tests;

/// <summary><c>docs/tp469.md</c> says which test holds the controller's side of each case of the agents' test plan: that is so.</summary>
public sealed partial class Tp469_Tests
{
    /// <summary>Cases of each chapter of TP-469 1.4.0.</summary>
    private static readonly int[] Chapters = [107, 27, 15, 1, 8, 12, 12, 7, 11, 13, 17];

    private static readonly string Root = FindRoot();

    private static IReadOnlyList<Match> Rows => [.. Row().Matches(File.ReadAllText(Path.Combine(Root, "docs", "tp469.md"))).Cast<Match>()];

    [Test]
    public void Every_case_has_its_row_and_one_only()
    {
        var cases = Rows.SelectMany(r => Enumerable.Range(Number(r, "first"), (r.Groups["last"].Success ? Number(r, "last") : Number(r, "first")) - Number(r, "first") + 1)
            .Select(n => (Chapter: Number(r, "chapter"), Case: n)));
        Assert.That(cases, Is.EqualTo(Chapters.SelectMany((count, i) => Enumerable.Range(1, count).Select(n => (i + 1, n)))));
    }

    [Test]
    public void Every_row_names_tests_that_exist_or_none()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*_Tests*.cs", SearchOption.AllDirectories)
            .ToLookup(f => Path.GetFileName(f).Split('.')[0], File.ReadAllText, StringComparer.Ordinal);
        foreach (var row in Rows.Where(r => r.Groups["tests"].Value.Trim() != "none"))
        {
            var tests = Test().Matches(row.Groups["tests"].Value);
            Assert.That(tests, Is.Not.Empty, row.Value);
            foreach (Match test in tests)
            {
                Assert.That(sources[test.Groups["class"].Value].Any(text => text.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal)), test.Value);
            }
        }
    }

    private static int Number(Match row, string group) => int.Parse(row.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Acs.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Acs.sln");
        }

        return folder.FullName;
    }

    /// <summary><c>| 1.3–1.7 | the controller's side | `Class.Method`, … |</c></summary>
    [GeneratedRegex(@"^\| (?<chapter>[0-9]+)\.(?<first>[0-9]+)(–[0-9]+\.(?<last>[0-9]+))? \|[^|\n]*\|(?<tests>[^|\n]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<class>[A-Za-z0-9_]+)\\.(?<method>[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Test();
}
