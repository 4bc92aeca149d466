namespace Provisioning.Firmware;

/// <summary>Bytes that have arrived and are not in the catalogue yet; gone when disposed.</summary>
public sealed class StagedImage : IAsyncDisposable
{
    internal StagedImage(string path, string sha256, long size)
    {
        Path = path;
        Sha256 = sha256;
        Size = size;
    }

    /// <summary>Lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>Bytes.</summary>
    public long Size { get; }

    internal string Path { get; }

    public ValueTask DisposeAsync()
    {
        File.Delete(Path);
        return ValueTask.CompletedTask;
    }
}
