namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.9: it will reboot when the session is over.</summary>
internal sealed record RebootResponse : ICpeMessage
{
    public string Name => "RebootResponse";
}
