using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.8. Status 0: done already; 1: a TransferComplete follows.</summary>
internal sealed record DownloadResponse(int Status) : ICpeMessage
{
    public string Name => "DownloadResponse";

    /// <summary>Without a Status the result is taken to follow: to wait costs less than to believe.</summary>
    public static DownloadResponse Read(XmlCursor xml) => new(ResponseStatus.Read(xml, missing: 1));
}
