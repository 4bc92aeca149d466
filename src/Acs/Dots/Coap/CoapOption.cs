namespace Acs.Dots.Coap;

/// <summary>An option: its number, odd when it is critical (RFC 7252 §5.4.6), and its value.</summary>
internal readonly record struct CoapOption(int Number, ReadOnlyMemory<byte> Value)
{
    public const int IfMatch = 1;
    public const int UriHost = 3;
    public const int Observe = 6;
    public const int UriPort = 7;
    public const int UriPath = 11;
    public const int ContentFormat = 12;
    public const int MaxAge = 14;
    public const int UriQuery = 15;
    public const int HopLimit = 16;
    public const int Accept = 17;

    public bool IsCritical => Number % 2 == 1;

    public static CoapOption Of(int number, uint value)
    {
        Span<byte> bytes = [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
        return new CoapOption(number, bytes.TrimStart((byte)0).ToArray());
    }

    /// <summary>An unsigned number (RFC 7252 §3.2); null: it is longer than four bytes.</summary>
    public uint? Number32 => Value.Length > 4 ? null : Value.ToArray().Aggregate(0u, (sum, b) => (sum << 8) | b);
}
