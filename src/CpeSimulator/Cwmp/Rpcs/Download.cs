using System.Xml.Linq;
using CpeSimulator.Firmware;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.3.2.8</summary>
internal sealed class Download : IRpc
{
    public string Name => nameof(Download);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        var fileType = request.Text("FileType");
        if (fileType is not (['1' or '2' or '3' or '4' or '5', ' ', _, ..] or ['X', ' ', _, ..]))
        {
            throw new CwmpFaultException(9003, "Invalid arguments: FileType");
        }

        if (!Uri.TryCreate(request.Text("URL"), UriKind.Absolute, out var url) || url.UserInfo.Length > 0)
        {
            throw new CwmpFaultException(9003, "Invalid arguments: URL");
        }

        if (url.Scheme is not ("http" or "https"))
        {
            throw new CwmpFaultException(9013, "Unsupported protocol for file transfer");
        }

        _ = long.TryParse(request.Text("FileSize"), out var size);
        _ = int.TryParse(request.Text("DelaySeconds"), out var delay);
        var transfer = new TransferRequest(
            request.Text("CommandKey"), url.AbsoluteUri, request.Text("Username"), request.Text("Password"), size)
        {
            IsFirmware = fileType[0] == '1',
            FileType = fileType,
            TargetFileName = request.Text("TargetFileName"),
        };
        context.Agenda.Downloads.Add((transfer, TimeSpan.FromSeconds(Math.Clamp(delay, 0, 3600))));

        // Status 1: not yet done, TransferComplete tells.
        return context.Soap.Rpc(
            "DownloadResponse",
            new XElement("Status", 1),
            new XElement("StartTime", "0001-01-01T00:00:00Z"),
            new XElement("CompleteTime", "0001-01-01T00:00:00Z"));
    }
}
