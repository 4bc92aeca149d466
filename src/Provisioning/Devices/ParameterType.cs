namespace Provisioning.Devices;

/// <summary>Data types of TR-106 as the wire knows them. USP sends strings only: <see cref="Unknown"/> until the model says.</summary>
public enum ParameterType
{
    Unknown,
    String,
    Int,
    UnsignedInt,
    Long,
    UnsignedLong,
    Boolean,
    DateTime,
    Base64,
    HexBinary,
    Decimal,
}
