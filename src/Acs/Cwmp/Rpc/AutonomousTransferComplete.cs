using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.3.3: a transfer that nobody here ordered. Acknowledged and shown, never taken for one of ours.</summary>
internal sealed record AutonomousTransferComplete(
    string AnnounceUrl,
    string TransferUrl,
    bool IsDownload,
    string FileType,
    string TargetFileName,
    Fault? Fault,
    DateTimeOffset? StartTime,
    DateTimeOffset? CompleteTime) : ICpeMessage
{
    public string Name => "AutonomousTransferComplete";

    public static Acknowledgement Response { get; } = new("AutonomousTransferCompleteResponse");

    public Report ToReport() => new Report.OwnTransfer(IsDownload, FileType, TransferUrl, Fault);

    public static AutonomousTransferComplete Read(XmlCursor xml)
    {
        var transfer = new AutonomousTransferComplete("", "", true, "", "", null, null, null);
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "AnnounceURL":
                    transfer = transfer with { AnnounceUrl = xml.Token() };
                    break;
                case "TransferURL":
                    transfer = transfer with { TransferUrl = xml.Token() };
                    break;
                case "IsDownload":
                    transfer = transfer with { IsDownload = XmlValue.Boolean(xml.Token()) };
                    break;
                case "FileType":
                    transfer = transfer with { FileType = xml.Token() };
                    break;
                case "TargetFileName":
                    transfer = transfer with { TargetFileName = xml.Token() };
                    break;
                case "FaultStruct":
                    transfer = transfer with { Fault = CpeFaults.ReadStruct(xml) };
                    break;
                case "StartTime":
                    transfer = transfer with { StartTime = XmlValue.DateTime(xml.Token()) };
                    break;
                case "CompleteTime":
                    transfer = transfer with { CompleteTime = XmlValue.DateTime(xml.Token()) };
                    break;
            }
        }

        return transfer;
    }
}
