using Microsoft.Extensions.Options;

namespace Provisioning.Firmware;

/// <summary>The images' bytes: one file each below <c>firmware/</c> in the data directory, named by its SHA-256 and nothing else.</summary>
public sealed class FirmwareStore
{
    private readonly string _directory;
    private readonly long _limit;

    public FirmwareStore(IOptions<ProvisioningOptions> server, IOptions<FirmwareOptions> firmware)
    {
        _directory = Path.Combine(Path.GetFullPath(server.Value.DataDirectory), "firmware");
        _limit = firmware.Value.MaxImageBytes;
    }

    public long Limit => _limit;

    /// <summary>Reads all of a stream into a temporary file, hashing as it goes.</summary>
    /// <exception cref="ImageTooLargeException">It is longer than allowed.</exception>
    public Task<StagedImage> StageAsync(Stream bytes, CancellationToken cancellationToken) =>
        Staging.ReadAsync(bytes, Path.Combine(_directory, "incoming"), _limit, cancellationToken);

    /// <summary>The file of that hash, or null: there is none, or it is no hash.</summary>
    public string? Find(string sha256)
    {
        var path = PathOf(sha256);
        return path is not null && File.Exists(path) ? path : null;
    }

    /// <summary>Moves the bytes to their place; the same bytes twice are one file.</summary>
    internal void Keep(StagedImage image)
    {
        var path = PathOf(image.Sha256)!;
        if (!File.Exists(path))
        {
            File.Move(image.Path, path, overwrite: true);
        }
    }

    private string? PathOf(string sha256) =>
        sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower) ? Path.Combine(_directory, sha256) : null;
}
