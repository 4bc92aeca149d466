using System.Xml.Linq;
using CpeSimulator.Firmware;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.4.1.8: at the begin of its first window.</summary>
internal sealed class ScheduleDownload : IRpc
{
    public string Name => nameof(ScheduleDownload);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        var windows = SoapMessage.Child(request.Body, "TimeWindowList")?.Elements().ToList() ?? [];
        if (windows.Count is 0 or > 2
            || !long.TryParse(SoapMessage.Child(windows[0], "WindowStart")?.Value, out var start)
            || !long.TryParse(SoapMessage.Child(windows[0], "WindowEnd")?.Value, out var end) || end <= start)
        {
            throw new CwmpFaultException(9003, "Invalid arguments: TimeWindowList");
        }

        if (!Uri.TryCreate(request.Text("URL"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new CwmpFaultException(9003, "Invalid arguments: URL");
        }

        _ = long.TryParse(request.Text("FileSize"), out var size);
        var fileType = request.Text("FileType");
        context.Agenda.Downloads.Add((
            new TransferRequest(request.Text("CommandKey"), url.AbsoluteUri, request.Text("Username"), request.Text("Password"), size)
            {
                IsFirmware = fileType.StartsWith('1'),
                FileType = fileType,
                TargetFileName = request.Text("TargetFileName"),
                Method = "M ScheduleDownload",
            },
            TimeSpan.FromSeconds(start)));
        return context.Soap.Rpc("ScheduleDownloadResponse");
    }
}
