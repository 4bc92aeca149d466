using System.Security.Cryptography;
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
    public async Task<StagedImage> StageAsync(Stream bytes, CancellationToken cancellationToken)
    {
        var incoming = Directory.CreateDirectory(Path.Combine(_directory, "incoming")).FullName;
        var path = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
            var buffer = new byte[128 * 1024];
            long size = 0;
            int read;
            while ((read = await bytes.ReadAsync(buffer, cancellationToken)) > 0)
            {
                size += read;
                if (size > _limit)
                {
                    throw new ImageTooLargeException(_limit);
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            file.Flush(flushToDisk: true);
            return new StagedImage(path, Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

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
