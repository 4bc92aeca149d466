namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.2.3 and A.4.2.4: software modules changed. Acknowledged, so that the gateway stops repeating it.</summary>
internal sealed record DuStateChangeComplete(bool Autonomous) : ICpeMessage
{
    public string Name => Autonomous ? "AutonomousDUStateChangeComplete" : "DUStateChangeComplete";

    public Acknowledgement Response => new(Name + "Response");
}
