using System.Globalization;

namespace Provisioning.Conversations;

/// <summary>
/// Command keys of an order that changes several software modules, where the protocol has a command for each (USP): the order's
/// key, a dot, the module's place from 1. An order of one module has the key alone.
/// </summary>
public static class SoftwareKey
{
    public static string Of(string commandKey, int place, int count) =>
        count == 1 ? commandKey : string.Create(CultureInfo.InvariantCulture, $"{commandKey}.{place}");

    /// <summary>False where it is no key of an order.</summary>
    public static bool TryRead(string key, out Guid order, out int place)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        place = 1;
        return Guid.TryParseExact(dot < 0 ? key : key[..dot], "N", out order)
            && (dot < 0 || (int.TryParse(key.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out place) && place > 0));
    }
}
