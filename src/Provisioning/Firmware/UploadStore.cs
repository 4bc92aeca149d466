using Microsoft.Extensions.Options;

namespace Provisioning.Firmware;

/// <summary>What gateways uploaded: one file each below <c>uploads/</c> in the data directory, named by its id and nothing else.</summary>
public sealed class UploadStore(IOptions<ProvisioningOptions> server, IOptions<FilesOptions> files)
{
    private readonly string _directory = Path.Combine(Path.GetFullPath(server.Value.DataDirectory), "uploads");

    public long Limit => files.Value.MaxUploadBytes;

    /// <exception cref="ImageTooLargeException">It is longer than allowed.</exception>
    public Task<StagedImage> StageAsync(Stream bytes, CancellationToken cancellationToken) =>
        Staging.ReadAsync(bytes, Path.Combine(_directory, "incoming"), Limit, cancellationToken);

    public void Keep(StagedImage staged, Guid id) => File.Move(staged.Path, PathOf(id), overwrite: true);

    /// <summary>Null: its bytes are gone.</summary>
    public string? Find(Guid id) => File.Exists(PathOf(id)) ? PathOf(id) : null;

    public void Delete(Guid id) => File.Delete(PathOf(id));

    private string PathOf(Guid id) => Path.Combine(_directory, id.ToString("N"));
}
