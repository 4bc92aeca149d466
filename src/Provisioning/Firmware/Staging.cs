using System.Security.Cryptography;

namespace Provisioning.Firmware;

/// <summary>Bytes on their way into a store: into a temporary file, hashed as they come, never more than the limit.</summary>
internal static class Staging
{
    /// <param name="directory">Of temporary files, on the same volume as the store.</param>
    /// <exception cref="ImageTooLargeException">They are more than allowed.</exception>
    public static async Task<StagedImage> ReadAsync(Stream bytes, string directory, long limit, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(directory).FullName, Guid.NewGuid().ToString("N"));
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
                if (size > limit)
                {
                    throw new ImageTooLargeException(limit);
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
}
