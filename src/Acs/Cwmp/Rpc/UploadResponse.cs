using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.5. Status 0: done already; 1: a TransferComplete follows.</summary>
internal sealed record UploadResponse(int Status) : ICpeMessage
{
    public string Name => "UploadResponse";

    /// <summary>As for a download: without a Status the result is taken to follow.</summary>
    public static UploadResponse Read(XmlCursor xml) => new(ResponseStatus.Read(xml, missing: 1));
}
