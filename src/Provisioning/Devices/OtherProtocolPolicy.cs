namespace Provisioning.Devices;

/// <summary><c>Acs:Migration:OtherProtocol</c>: what becomes of CWMP at a gateway that is managed over USP by now.</summary>
public enum OtherProtocolPolicy
{
    /// <summary>It stays as it is.</summary>
    Leave,

    /// <summary>
    /// It is switched off over USP once the gateway has proved itself there. There is no way round: a policy that let each protocol
    /// switch off the other would leave a gateway with none.
    /// </summary>
    SwitchOff,
}
