namespace Provisioning.Tests.Firewall.Meaning;

/// <summary>Real MUD files, which are not ours to ship: found above the test directory, or the test is passed over.</summary>
internal static class SharedFiles
{
    public static IEnumerable<string> Names => Folder is null ? ["(absent)"] : Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    public static string? Folder { get; } = Find();

    public static byte[] Read(string name)
    {
        if (Folder is null)
        {
            Assert.Ignore("The real MUD files (shared/mud) are not on this machine.");
        }

        return File.ReadAllBytes(Path.Combine(Folder!, name));
    }

    private static string? Find()
    {
        for (var at = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "mud");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        return null;
    }
}
