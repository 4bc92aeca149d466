using System.Security.Cryptography;
using System.Text;

namespace Provisioning.DesiredState;

/// <summary>Hashes of what is declared: equal declarations have equal hashes, whatever order they were collected in.</summary>
public static class DesiredHash
{
    public static string Of(
        IReadOnlyDictionary<string, DesiredValue> values,
        IReadOnlyList<DesiredObject> objects,
        IReadOnlyList<OwnedRows> owned,
        DesiredFirmware? firmware = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, values);
        foreach (var item in objects)
        {
            Add(hash, item.IsOptional ? "optional" : "object", item.Key, item.Table);
            foreach (var (name, value) in item.IdentifiedBy.OrderBy(v => v.Key, StringComparer.Ordinal))
            {
                Add(hash, name, value);
            }

            Add(hash, item.Values);
            Add(hash, item.Switch);
        }

        foreach (var rows in owned)
        {
            Add(hash, "owned", rows.Table, rows.Parameter, rows.Prefix);
            if (rows.Defaults.Count > 0)
            {
                Add(hash, rows.Defaults);
            }
        }

        if (firmware is not null)
        {
            Add(hash, "firmware", firmware.Version, firmware.CommandKey, firmware.Url.AbsoluteUri);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>A layer with its hash worked out.</summary>
    public static DesiredLayer Layer(
        string name,
        IReadOnlyDictionary<string, DesiredValue> values,
        IReadOnlyList<DesiredObject> objects,
        IReadOnlyList<OwnedRows> owned) => new(name, Of(values, objects, owned), values, objects, owned);

    private static void Add(IncrementalHash hash, IReadOnlyDictionary<string, DesiredValue> values)
    {
        Add(hash, "values");
        foreach (var (path, value) in values.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            Add(hash, path, value.Value, value.Type.ToString(), value.Layer);
        }
    }

    private static void Add(IncrementalHash hash, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData("\0"u8);
        }
    }
}
