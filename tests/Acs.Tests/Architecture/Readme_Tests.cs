using System.Text.RegularExpressions;

namespace Acs.Tests.Architecture;

/// <summary>What the README names is there.</summary>
public sealed partial class Readme_Tests
{
    private static readonly string Root = Find();

    [Test]
    public void Every_file_that_the_walk_names_exists()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')).ToList();
        var names = Names().Matches(File.ReadAllText(Path.Combine(Root, "README.md"))).Select(m => m.Groups["it"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.That(names, Has.Count.GreaterThan(15), "the walk is there");
        Assert.That(names.Where(n => !files.Exists(f => f.EndsWith("/" + n, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void Every_link_leads_to_a_file()
    {
        var links = Links().Matches(File.ReadAllText(Path.Combine(Root, "README.md"))).Select(m => m.Groups["it"].Value).ToList();
        Assert.That(links.Where(l => !File.Exists(Path.Combine(Root, l)) && !Directory.Exists(Path.Combine(Root, l))), Is.Empty);
    }

    [GeneratedRegex(@"`(?<it>[A-Za-z/]+\.cs)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Names();

    [GeneratedRegex(@"\]\((?<it>[^)#:]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Links();

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Acs.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The repository's root is not above the tests.");
        }

        return directory.FullName;
    }
}
