using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Provisioning.Firmware;

/// <summary>The key that signs links: configured, or made once and kept in the data directory.</summary>
public sealed class FileKey
{
    private readonly Lazy<byte[]> _key;

    public FileKey(IOptions<ProvisioningOptions> server, IOptions<FilesOptions> files)
    {
        _key = new Lazy<byte[]>(() => files.Value.TokenKey is { } configured
            ? Convert.FromBase64String(configured)
            : Kept(Path.Combine(Path.GetFullPath(server.Value.DataDirectory), "keys")));
    }

    public ReadOnlySpan<byte> Bytes => _key.Value;

    private static byte[] Kept(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "files.key");
        if (!File.Exists(path))
        {
            var fresh = Path.Combine(directory, Guid.NewGuid().ToString("N"));
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(fresh, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(32));
            }

            try
            {
                File.Move(fresh, path);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process was first; its key counts.
                File.Delete(fresh);
            }
        }

        return File.ReadAllBytes(path);
    }
}
