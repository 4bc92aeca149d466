using System.Text.Json;
using System.Text.Json.Serialization;

namespace Provisioning.DataModels;

/// <summary>Every data model that the server knows its way about, from the files built into it.</summary>
internal static class DataModelMaps
{
    private const string Prefix = "capabilities.";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static IReadOnlyList<DataModelMap> All { get; } =
    [
        .. typeof(DataModelMaps).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Open),
    ];

    /// <summary>TR-181's where the root is not known yet.</summary>
    public static DataModelMap Of(string root) => All.FirstOrDefault(m => m.Root == root) ?? All.First(m => m.Root == "Device.");

    /// <exception cref="InvalidDataException">The file is not a map; the message names the file and the key.</exception>
    public static DataModelMap Read(string file, Stream json)
    {
        DataModelMap map;
        try
        {
            map = JsonSerializer.Deserialize<DataModelMap>(json, Options) ?? throw new InvalidDataException($"{file}: empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}: {e.Path}: {e.Message}", e);
        }

        var objects = map.Discover.Select(p => ("discover", p))
            .Concat(map.ReadHosts.Select(p => ("readHosts", p)))
            .Concat(map.ReadSettings.Select(p => ("readSettings", p)))
            .Concat(map.Hosts.AddressTables.Select(p => ("hosts.addressTables", p)))
            .Append(("root", map.Root))
            .Append(("hosts.table", map.Hosts.Table));
        foreach (var (key, path) in objects)
        {
            if (!path.EndsWith('.') || path.StartsWith('.') || path.Contains("..", StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{file}: {key}: '{path}' is not an object path; it ends with a dot");
            }
        }

        return map;
    }

    private static DataModelMap Open(string name)
    {
        using var stream = typeof(DataModelMaps).Assembly.GetManifestResourceStream(name)!;
        return Read(name, stream);
    }
}
