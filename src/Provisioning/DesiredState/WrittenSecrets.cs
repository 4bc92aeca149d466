using System.Security.Cryptography;
using System.Text;
using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>
/// A secret reads back empty, so it is not compared: it holds when the last value written there with success was this one.
/// </summary>
internal static class WrittenSecrets
{
    public static bool Holds(ReconcileProgress progress, string path, string wanted) =>
        HiddenParameters.IsHidden(path)
        && progress.Hidden.TryGetValue(path, out var hash)
        && string.Equals(hash, Hash(path, wanted), StringComparison.Ordinal);

    public static ReconcileProgress Written(ReconcileProgress progress, IEnumerable<ParameterValue> values)
    {
        var hidden = progress.Hidden.SetItems(values
            .Where(v => HiddenParameters.IsHidden(v.Path))
            .Select(v => new KeyValuePair<string, string>(v.Path, Hash(v.Path, v.Value))));
        return progress with { Hidden = hidden };
    }

    private static string Hash(string path, string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\0{value}")).AsSpan(0, 8));
}
