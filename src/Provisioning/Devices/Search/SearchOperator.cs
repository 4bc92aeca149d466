namespace Provisioning.Devices.Search;

public enum SearchOperator
{
    /// <summary><c>:</c> contains, or equals where the field has fixed words.</summary>
    Has,

    /// <summary><c>=</c>.</summary>
    Equal,

    /// <summary><c>&lt;</c>.</summary>
    Less,

    /// <summary><c>&gt;</c>.</summary>
    Greater,
}
