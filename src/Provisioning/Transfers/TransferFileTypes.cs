namespace Provisioning.Transfers;

/// <summary>File types of TR-069 A.3.2.8 (download): a number and its name, or <c>X</c>, the vendor and its own.</summary>
public static class TransferFileTypes
{
    private const int Longest = 64;

    public const string Firmware = "1 Firmware Upgrade Image";

    /// <summary>
    /// <c>2 Web Content</c>, <c>3 Vendor Configuration File</c>, <c>4 Tone File</c>, <c>5 Ringer File</c>, <c>X 00D09E Rules</c>: of
    /// that form, at most 64 characters.
    /// </summary>
    public static bool IsOne(string fileType) => fileType is [>= '1' and <= '9' or 'X', ' ', not ' ', ..] && fileType.Length <= Longest && !fileType.Any(char.IsControl);

    /// <summary>The gateway runs another version afterwards.</summary>
    public static bool IsFirmware(string? fileType) => fileType?.StartsWith("1 ", StringComparison.Ordinal) is true;
}
