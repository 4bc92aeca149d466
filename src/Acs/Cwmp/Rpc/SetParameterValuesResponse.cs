using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.1. Status 1: stored, applied later.</summary>
internal sealed record SetParameterValuesResponse(int Status) : ICpeMessage
{
    public string Name => "SetParameterValuesResponse";

    public static SetParameterValuesResponse Read(XmlCursor xml) => new(ResponseStatus.Read(xml));
}
