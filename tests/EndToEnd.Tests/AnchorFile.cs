namespace EndToEnd.Tests;

/// <summary>A trust anchor on disk for as long as a test needs it.</summary>
internal sealed class AnchorFile : IDisposable
{
    public AnchorFile(string pem) => File.WriteAllText(Path, pem);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"acs-anchor-{Guid.NewGuid():N}.pem");

    public void Dispose() => File.Delete(Path);
}
