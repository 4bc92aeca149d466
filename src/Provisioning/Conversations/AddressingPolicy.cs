namespace Provisioning.Conversations;

/// <summary>How gateways with alias-based addressing (TR-069 3.6.1) are to name instances, by policy of the host.</summary>
/// <param name="ByNumber">
/// They are told to answer with instance numbers (<c>InstanceMode</c> InstanceNumber): another server may have told them
/// otherwise, and an alias says nothing of the row that desired state is kept at.
/// </param>
/// <param name="AutoCreate">Whether a write to an alias that is not there makes the instance (A.3.2.1); null: left as it is.</param>
public sealed record AddressingPolicy(bool ByNumber, bool? AutoCreate);
