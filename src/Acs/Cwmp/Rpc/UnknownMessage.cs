namespace Acs.Cwmp.Rpc;

/// <summary>A message that the server does not know. A request gets fault 8000; a vendor's answer is none to anything we asked.</summary>
internal sealed record UnknownMessage(string Name) : ICpeMessage
{
    public bool IsResponse => Name.EndsWith("Response", StringComparison.Ordinal);
}
