namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.6.</summary>
internal sealed record FactoryResetResponse : ICpeMessage
{
    public string Name => "FactoryResetResponse";
}
