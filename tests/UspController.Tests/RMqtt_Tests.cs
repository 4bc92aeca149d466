using System.Text.RegularExpressions;

namespace UspController.Tests;

/// <summary><c>docs/r-mqtt.md</c> says who bears each MQTT requirement of TR-369 and which test holds it: that is so.</summary>
public sealed partial class RMqtt_Tests
{
    /// <summary>Those with a letter follow their number.</summary>
    private static readonly string[] WithLetter = ["26a", "27a", "31a"];

    private static readonly string[] Bearers = ["controller", "broker", "agent", "nobody"];

    private static readonly string Root = FindRoot();

    private static IReadOnlyList<Match> Rows => [.. Row().Matches(File.ReadAllText(Path.Combine(Root, "docs", "r-mqtt.md"))).Cast<Match>()];

    [Test]
    public void Every_requirement_has_its_row_and_one_only() => Assert.That(
        Rows.Select(r => r.Groups["id"].Value),
        Is.EqualTo(Enumerable.Range(1, 49).SelectMany(n => WithLetter.Where(l => l == $"{n}a").Prepend($"{n}"))));

    [Test]
    public void Every_row_says_who_bears_it_and_names_tests_that_exist_or_none()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*_Tests*.cs", SearchOption.AllDirectories)
            .ToLookup(f => Path.GetFileName(f).Split('.')[0], File.ReadAllText, StringComparer.Ordinal);
        foreach (var row in Rows)
        {
            Assert.That(row.Groups["bearers"].Value.Split(',', StringSplitOptions.TrimEntries), Is.SubsetOf(Bearers), row.Value);
            if (row.Groups["tests"].Value.Trim() == "none")
            {
                continue;
            }

            var tests = Test().Matches(row.Groups["tests"].Value);
            Assert.That(tests, Is.Not.Empty, row.Value);
            foreach (Match test in tests)
            {
                Assert.That(sources[test.Groups["class"].Value].Any(text => text.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal)), test.Value);
            }
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Acs.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Acs.sln");
        }

        return folder.FullName;
    }

    /// <summary><c>| R-MQTT.1 | who | how | `Class.Method`, … |</c></summary>
    [GeneratedRegex(@"^\| R-MQTT\.(?<id>[0-9]+a?) \|(?<bearers>[^|\n]*)\|[^|\n]*\|(?<tests>[^|\n]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<class>[A-Za-z0-9_]+)\\.(?<method>[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Test();
}
