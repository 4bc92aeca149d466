namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.4.</summary>
internal sealed record SetParameterAttributesResponse : ICpeMessage
{
    public string Name => "SetParameterAttributesResponse";
}
