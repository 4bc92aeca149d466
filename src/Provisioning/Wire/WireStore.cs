using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Provisioning.Storage;

namespace Provisioning.Wire;

/// <summary>
/// Recorded exchanges: one compressed file each, below <c>wire/</c> in the data directory, in a folder per device. Bounded per
/// device, in all and by age; the oldest goes first. One writer, any number of readers.
/// </summary>
public sealed class WireStore : ICommitListener
{
    private const int Block = 4096;

    private readonly string _root;
    private readonly WireOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);
    private readonly Queue<Item> _byAge = new();
    private long _bytes;

    public WireStore(IOptions<ProvisioningOptions> server, IOptions<WireOptions> options, TimeProvider time)
    {
        _root = Path.Combine(Path.GetFullPath(server.Value.DataDirectory), "wire");
        (_options, _time) = (options.Value, time);
        Load();
    }

    /// <summary>What lies on disk, in bytes of whole blocks.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    public async Task<WireExchange> WriteAsync(string deviceKey, WireExchange exchange, CancellationToken cancellationToken)
    {
        var folder = FolderOf(deviceKey);
        long number;
        lock (_lock)
        {
            number = ShelfOf(folder).Last + 1;
        }

        var numbered = exchange with { Number = number };
        var directory = Directory.CreateDirectory(Path.Combine(_root, folder)).FullName;
        var at = exchange.At.ToUnixTimeMilliseconds();
        var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{number:D10}-{at}.gz"));
        var incoming = path + ".new";
        await using (var file = new FileStream(incoming, FileMode.Create, FileAccess.Write, FileShare.None))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        {
            await JsonSerializer.SerializeAsync(gzip, numbered, cancellationToken: cancellationToken);
        }

        File.Move(incoming, path, overwrite: true);
        Added(new Item(folder, number, at, path, Blocks(new FileInfo(path).Length)));
        return numbered;
    }

    /// <summary>The numbers that there are, oldest first.</summary>
    public IReadOnlyList<long> Numbers(string deviceKey)
    {
        lock (_lock)
        {
            return _shelves.TryGetValue(FolderOf(deviceKey), out var shelf) ? [.. shelf.Items.Where(i => !i.IsGone).Select(i => i.Number)] : [];
        }
    }

    /// <summary>Null: there is none, or not any more.</summary>
    public async Task<WireExchange?> ReadAsync(string deviceKey, long number, CancellationToken cancellationToken)
    {
        string? path;
        lock (_lock)
        {
            path = _shelves.TryGetValue(FolderOf(deviceKey), out var shelf) ? shelf.Items.FirstOrDefault(i => i.Number == number && !i.IsGone)?.Path : null;
        }

        if (path is null)
        {
            return null;
        }

        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await using var gzip = new GZipStream(file, CompressionMode.Decompress);
            return await JsonSerializer.DeserializeAsync<WireExchange>(gzip, cancellationToken: cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException or JsonException)
        {
            // Thrown away meanwhile, or cut off by a crash.
            return null;
        }
    }

    /// <summary>Deletes all of a device's.</summary>
    public void Clear(string deviceKey)
    {
        lock (_lock)
        {
            if (_shelves.TryGetValue(FolderOf(deviceKey), out var shelf))
            {
                foreach (var item in shelf.Items.ToArray())
                {
                    Remove(item);
                }

                shelf.Items.Clear();
            }
        }
    }

    /// <summary>Deletes what is older than <c>Acs:Wire:KeepDays</c>.</summary>
    public void Expire()
    {
        var limit = _time.GetUtcNow().AddDays(-_options.KeepDays).ToUnixTimeMilliseconds();
        lock (_lock)
        {
            while (_byAge.TryPeek(out var oldest) && (oldest.IsGone || oldest.At < limit))
            {
                Remove(_byAge.Dequeue());
            }
        }
    }

    void ICommitListener.Committed(IReadOnlyDictionary<long, CommittedDevice> devices)
    {
        foreach (var device in devices.Values)
        {
            if (device.Aspects.HasFlag(DeviceAspects.Removed) && device.Key is { } key)
            {
                Clear(key);
            }
        }
    }

    void ICommitListener.Missed()
    {
        // What a forgotten device left behind here expires by itself.
    }

    private void Added(Item item)
    {
        lock (_lock)
        {
            var shelf = ShelfOf(item.Folder);
            shelf.Items.Enqueue(item);
            shelf.Bytes += item.Bytes;
            shelf.Last = Math.Max(shelf.Last, item.Number);
            _byAge.Enqueue(item);
            _bytes += item.Bytes;
            while (shelf.Bytes > _options.MaxDeviceBytes && shelf.Items.Count > 1)
            {
                Remove(shelf.Items.Dequeue());
            }

            while (_bytes > _options.MaxTotalBytes && _byAge.Count > 1)
            {
                Remove(_byAge.Dequeue());
            }

            while (_byAge.TryPeek(out var oldest) && oldest.IsGone)
            {
                _byAge.Dequeue();
            }
        }
    }

    private void Remove(Item item)
    {
        if (item.IsGone)
        {
            return;
        }

        item.IsGone = true;
        _bytes -= item.Bytes;
        var shelf = ShelfOf(item.Folder);
        shelf.Bytes -= item.Bytes;
        while (shelf.Items.TryPeek(out var first) && first.IsGone)
        {
            shelf.Items.Dequeue();
        }

        File.Delete(item.Path);
    }

    private Shelf ShelfOf(string folder)
    {
        if (!_shelves.TryGetValue(folder, out var shelf))
        {
            _shelves[folder] = shelf = new Shelf();
        }

        return shelf;
    }

    private void Load()
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        var items = new List<Item>();
        foreach (var file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(file.Name).Split('-');
            if (file.Extension == ".gz" && name.Length == 2 && long.TryParse(name[0], CultureInfo.InvariantCulture, out var number)
                && long.TryParse(name[1], CultureInfo.InvariantCulture, out var at))
            {
                items.Add(new Item(file.Directory!.Name, number, at, file.FullName, Blocks(file.Length)));
            }
            else
            {
                // Half written when the process ended.
                file.Delete();
            }
        }

        foreach (var item in items.OrderBy(i => i.At).ThenBy(i => i.Number))
        {
            Added(item);
        }
    }

    private static string FolderOf(string deviceKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(deviceKey)).AsSpan(0, 16));

    private static long Blocks(long length) => (length + Block - 1) / Block * Block;

    private sealed class Shelf
    {
        public Queue<Item> Items { get; } = new();

        public long Bytes { get; set; }

        public long Last { get; set; }
    }

    private sealed record Item(string Folder, long Number, long At, string Path, long Bytes)
    {
        public bool IsGone { get; set; }
    }
}
