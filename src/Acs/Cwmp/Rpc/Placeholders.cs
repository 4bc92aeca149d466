namespace Acs.Cwmp.Rpc;

/// <summary>What firmware says of itself before the factory, or a repair shop, has given it its own: many gateways say the same.</summary>
internal static class Placeholders
{
    private const int Shortest = 6;

    private static readonly string[] _counted = ["001122334455", "00112233445566", "0123456789", "1234567890", "123456789", "12345678", "1234567", "123456"];

    /// <summary>Nobody's: <c>000000</c> and <c>FFFFFF</c>.</summary>
    public static bool IsOui(string oui) => oui.Length == 6 && oui[0] is '0' or 'f' or 'F' && IsOneCharacter(oui);

    /// <summary>One character over and over, or counted through.</summary>
    public static bool IsSerialNumber(string serial) => serial.Length >= Shortest && (IsOneCharacter(serial) || _counted.Contains(serial, StringComparer.Ordinal));

    private static bool IsOneCharacter(string text) => !text.AsSpan().ContainsAnyExcept(text[0]);
}
