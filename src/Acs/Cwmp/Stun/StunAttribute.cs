namespace Acs.Cwmp.Stun;

/// <summary>Attribute types of RFC 3489, RFC 5389 and TR-069 G.2.1.1.</summary>
internal static class StunAttribute
{
    public const ushort MappedAddress = 0x0001;
    public const ushort ResponseAddress = 0x0002;
    public const ushort ChangeRequest = 0x0003;
    public const ushort Username = 0x0006;
    public const ushort MessageIntegrity = 0x0008;
    public const ushort ErrorCode = 0x0009;
    public const ushort UnknownAttributes = 0x000A;
    public const ushort Realm = 0x0014;
    public const ushort Nonce = 0x0015;
    public const ushort XorMappedAddress = 0x0020;

    /// <summary>TR-069 G.2.1.1: the sender is a CPE that wants connection requests there.</summary>
    public const ushort ConnectionRequestBinding = 0xC001;

    /// <summary>TR-069 G.2.1.1: the binding is another than before.</summary>
    public const ushort BindingChange = 0xC002;
}
