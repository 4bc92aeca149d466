namespace Acs.Cwmp.Rpc;

/// <summary>A message from a gateway: its request, or its answer to one of ours.</summary>
internal interface ICpeMessage
{
    /// <summary>As on the wire, without prefix.</summary>
    string Name { get; }
}
