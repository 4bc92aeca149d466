namespace Provisioning.Tests.Mud;

/// <summary>Real MUD files from public repositories; they lie outside of this repository and may be absent.</summary>
internal static class MudCorpus
{
    /// <summary>The directory, or null.</summary>
    public static string? Directory { get; } = Find();

    public static IEnumerable<string> Files =>
        Directory is null ? [] : System.IO.Directory.EnumerateFiles(Directory, "*.json").Order(StringComparer.Ordinal).Select(f => Path.GetFileName(f));

    public static string Require(string file)
    {
        if (Directory is null || !File.Exists(Path.Combine(Directory, file)))
        {
            Assert.Ignore("The collection of real MUD files (shared/mud) is not beside this repository.");
        }

        return Path.Combine(Directory!, file);
    }

    private static string? Find()
    {
        for (var at = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "mud");
            if (System.IO.Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
