using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.2.2: the gateway would like a file. The answer promises nothing; campaigns decide.</summary>
internal sealed record RequestDownload(string FileType) : ICpeMessage
{
    public string Name => "RequestDownload";

    public static Acknowledgement Response { get; } = new("RequestDownloadResponse");

    public static RequestDownload Read(XmlCursor xml)
    {
        var fileType = "";
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            if (xml.Name is "FileType")
            {
                fileType = xml.Token();
            }
        }

        return new RequestDownload(fileType);
    }
}
