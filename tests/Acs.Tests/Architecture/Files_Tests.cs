namespace Acs.Tests.Architecture;

/// <summary>A file that nobody reads to its end hides what it does.</summary>
public sealed class Files_Tests
{
    private const int Longest = 500;
    private const int MedianAtMost = 70;

    [Test]
    public void No_file_is_longer_than_can_be_read()
    {
        var lengths = Lengths();
        Assert.That(lengths, Has.Count.GreaterThan(100));
        Assert.That(lengths.Where(f => f.Lines > Longest).Select(f => $"{f.File}: {f.Lines}"), Is.Empty);
    }

    [Test]
    public void Most_files_are_short()
    {
        var sorted = Lengths().Select(f => f.Lines).Order().ToList();
        Assert.That(sorted[sorted.Count / 2], Is.LessThanOrEqualTo(MedianAtMost));
    }

    private static List<(string File, int Lines)> Lengths()
    {
        var root = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Acs.sln")))
        {
            root = root.Parent;
        }

        if (root is null)
        {
            Assert.Ignore("The sources are not beside the tests.");
        }

        var separator = Path.DirectorySeparatorChar;
        return [.. Directory.EnumerateFiles(Path.Combine(root!.FullName, "src"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !f.Contains($"{separator}Migrations{separator}", StringComparison.Ordinal) && !f.Contains($"{separator}obj{separator}", StringComparison.Ordinal))
            .Select(f => (Path.GetRelativePath(root.FullName, f), File.ReadLines(f).Count()))];
    }
}
