using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Devices;

namespace Provisioning.DataModels.Import;

/// <summary>
/// The imported data models: a compressed JSON file each below <c>Acs:DataDirectory</c>, which the nodes share. Looked at again when
/// the directory changes. A file that cannot be read is told and passed over.
/// </summary>
public sealed partial class ModelStore(IOptions<ProvisioningOptions> options, TimeProvider time, ILogger<ModelStore> logger)
{
    private const string Ending = ".json.gz";
    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(5);

    private readonly string _directory = Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "datamodels");
    private readonly Lock _gate = new();
    private ImmutableArray<ImportedModel> _all = [];
    private string _stamp = "";
    private long _lookedAt;
    private bool _looked;

    /// <summary>By name.</summary>
    public ImmutableArray<ImportedModel> All
    {
        get
        {
            lock (_gate)
            {
                if (!_looked || time.GetElapsedTime(_lookedAt) >= _pace)
                {
                    (_looked, _lookedAt) = (true, time.GetTimestamp());
                    Look();
                }

                return _all;
            }
        }
    }

    /// <summary>A letter or digit, then also dots, underscores and hyphens, at most 100: a file's name.</summary>
    public static bool IsName(string? name) => name is not null && Name().IsMatch(name);

    /// <summary>What the narrowest model that describes this gateway says of a parameter; null: none does.</summary>
    public ModelParameter? Find(DeviceId device, string? softwareVersion, string path)
    {
        ModelParameter? found = null;
        var narrowness = -1;
        foreach (var model in All)
        {
            if (model.Narrowness > narrowness && model.Describes(device, softwareVersion) && model.Find(path) is { } parameter)
            {
                (found, narrowness) = (parameter, model.Narrowness);
            }
        }

        return found;
    }

    /// <summary>Replaces one of the same name. Whole when it returns, for every node.</summary>
    public void Save(ImportedModel model)
    {
        Directory.CreateDirectory(_directory);
        var temporary = Path.Combine(_directory, $".{Guid.NewGuid():N}");
        using (var file = File.Create(temporary))
        using (var zip = new GZipStream(file, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(zip, model);
        }

        File.Move(temporary, PathOf(model.Name), overwrite: true);
        Forget();
    }

    /// <returns>False: there is none of that name.</returns>
    public bool Delete(string name)
    {
        if (!IsName(name) || !File.Exists(PathOf(name)))
        {
            return false;
        }

        File.Delete(PathOf(name));
        Forget();
        return true;
    }

    private void Forget()
    {
        lock (_gate)
        {
            _looked = false;
        }
    }

    private void Look()
    {
        var files = Directory.Exists(_directory) ? new DirectoryInfo(_directory).GetFiles("*" + Ending).OrderBy(f => f.Name, StringComparer.Ordinal).ToList() : [];
        var stamp = string.Join('|', files.Select(f => $"{f.Name}/{f.Length}/{f.LastWriteTimeUtc.Ticks}"));
        if (stamp == _stamp)
        {
            return;
        }

        _all = [.. files.Select(Open).OfType<ImportedModel>()];
        _stamp = stamp;
    }

    private ImportedModel? Open(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            using var zip = new GZipStream(stream, CompressionMode.Decompress);
            return JsonSerializer.Deserialize<ImportedModel>(zip);
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.NotRead(logger, file.Name, e.Message);
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(_directory, name + Ending);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.None, 1000)]
    private static partial Regex Name();

    private static partial class Log
    {
        [LoggerMessage(1060, LogLevel.Error, "The imported data model {File} cannot be read, and is passed over: {Reason}")]
        public static partial void NotRead(ILogger logger, string file, string reason);
    }
}
