namespace Acs.Tests;

/// <summary>The sources beside the tests.</summary>
internal static class SourceTree
{
    /// <summary>The directory of <c>Acs.sln</c>.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Acs.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("The sources are not beside the tests.");
    }
}
