using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firmware;

namespace Provisioning.BulkData;

/// <summary>
/// What a gateway shows the collector: a name and a password of its own, both worked out of the server's key and stored nowhere.
/// The desired state has a placeholder in the password's place.
/// </summary>
public sealed class BulkDataCredentials(FileKey key)
{
    /// <summary>Stands for the device's password in a stored layer.</summary>
    internal const string Placeholder = "{bulkdata:password}";
    private const string Prefix = "bulk-";

    public static string Username(long deviceId) => Prefix + deviceId.ToString(CultureInfo.InvariantCulture);

    public string Password(long deviceId) => Base64Url.EncodeToString(
        HMACSHA256.HashData(key.Bytes, Encoding.ASCII.GetBytes("bulk data " + deviceId.ToString(CultureInfo.InvariantCulture))).AsSpan(0, 16));

    /// <summary>The device whose name this is; it may exist no more.</summary>
    public static long? DeviceOf(string username) =>
        username.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(username.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 && Username(id) == username
            ? id
            : null;

    public bool Fits(long deviceId, string password) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Password(deviceId)), Encoding.UTF8.GetBytes(password));

    internal DesiredDevice Filled(DesiredDevice desired, long deviceId) => desired.Values.All(v => v.Value.Value != Placeholder)
        ? desired
        : desired with
        {
            Values = desired.Values.ToDictionary(
                v => v.Key,
                v => v.Value.Value == Placeholder && HiddenParameters.IsHidden(v.Key) ? v.Value with { Value = Password(deviceId) } : v.Value,
                StringComparer.Ordinal),
        };
}
