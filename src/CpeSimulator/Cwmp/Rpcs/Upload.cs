using System.Xml.Linq;
using CpeSimulator.Firmware;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.4.1.5</summary>
internal sealed class Upload : IRpc
{
    public string Name => nameof(Upload);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        if (!Uri.TryCreate(request.Text("URL"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new CwmpFaultException(9003, "Invalid arguments: URL");
        }

        var fileType = request.Text("FileType");
        if (fileType is not (['1' or '2' or '3' or '4', ' ', _, ..] or ['X', ' ', _, ..]))
        {
            throw new CwmpFaultException(9003, "Invalid arguments: FileType");
        }

        _ = int.TryParse(request.Text("DelaySeconds"), out var delay);
        context.Agenda.Uploads.Add((
            new TransferRequest(request.Text("CommandKey"), url.AbsoluteUri, request.Text("Username"), request.Text("Password"), 0) { FileType = fileType },
            TimeSpan.FromSeconds(Math.Clamp(delay, 0, 3600))));
        return context.Soap.Rpc(
            "UploadResponse",
            new XElement("Status", 1),
            new XElement("StartTime", "0001-01-01T00:00:00Z"),
            new XElement("CompleteTime", "0001-01-01T00:00:00Z"));
    }
}
