namespace CpeSimulator.DataModels;

/// <summary>The kinds of value that TR-106 data types come down to.</summary>
public enum ValueKind
{
    Text,
    Boolean,
    Int,
    UnsignedInt,
    DateTime,
    HexBinary,
    Base64,
    IPAddress,
    IPv4Address,
    IPv6Address,
    IPPrefix,
    MacAddress,

    /// <summary>A row's place among its siblings; writing it moves the row (TR-181 <c>Order</c>).</summary>
    Order,

    /// <summary>A strong reference to a row (TR-106 §3.2.4).</summary>
    Reference,
}
