using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.7.</summary>
internal sealed record DeleteObjectResponse(int Status) : ICpeMessage
{
    public string Name => "DeleteObjectResponse";

    public static DeleteObjectResponse Read(XmlCursor xml) => new(ResponseStatus.Read(xml));
}
