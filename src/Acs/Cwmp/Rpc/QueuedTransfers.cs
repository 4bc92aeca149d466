using System.Globalization;
using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>The list that GetQueuedTransfersResponse and GetAllQueuedTransfersResponse share; the first has less in each item.</summary>
internal static class QueuedTransfers
{
    /// <summary>TR-069 allows 16; no sane answer has more than this.</summary>
    private const int Max = 256;

    public static List<QueuedTransfer> Read(XmlCursor xml)
    {
        var transfers = new List<QueuedTransfer>();
        var scope = xml.Enter();
        while (xml.NextDescendant(scope))
        {
            if (xml.Name is "QueuedTransferStruct" or "AllQueuedTransferStruct")
            {
                var transfer = ReadItem(xml);
                if (transfers.Count < Max)
                {
                    transfers.Add(transfer);
                }
            }
        }

        return transfers;
    }

    private static QueuedTransfer ReadItem(XmlCursor xml)
    {
        var transfer = new QueuedTransfer("", 0);
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "CommandKey":
                    transfer = transfer with { CommandKey = xml.Token() };
                    break;
                case "State":
                    transfer = transfer with { State = XmlValue.Int(xml.Token()) ?? 0 };
                    break;
                case "IsDownload":
                    transfer = transfer with { IsDownload = XmlValue.Boolean(xml.Token()) };
                    break;
                case "FileType":
                    transfer = transfer with { FileType = xml.Token() };
                    break;
                case "FileSize":
                    transfer = transfer with { FileSize = long.TryParse(xml.Token(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null };
                    break;
                case "TargetFileName":
                    transfer = transfer with { TargetFileName = xml.Token() };
                    break;
            }
        }

        return transfer;
    }
}
