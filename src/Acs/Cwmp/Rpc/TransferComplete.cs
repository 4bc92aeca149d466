using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.3.2: how a Download or Upload went.</summary>
/// <param name="CommandKey">Empty from some firmware.</param>
/// <param name="Fault">Null on success (fault code 0).</param>
internal sealed record TransferComplete(string CommandKey, Fault? Fault, DateTimeOffset? StartTime, DateTimeOffset? CompleteTime) : ICpeMessage
{
    public string Name => "TransferComplete";

    public static Acknowledgement Response { get; } = new("TransferCompleteResponse");

    public Report ToReport() => new Report.Transfer(CommandKey, Fault, StartTime, CompleteTime);

    public static TransferComplete Read(XmlCursor xml)
    {
        var key = "";
        Fault? fault = null;
        DateTimeOffset? start = null, complete = null;
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "CommandKey":
                    key = xml.Token();
                    break;
                case "FaultStruct":
                    fault = CpeFaults.ReadStruct(xml);
                    break;
                case "StartTime":
                    start = XmlValue.DateTime(xml.Token());
                    break;
                case "CompleteTime":
                    complete = XmlValue.DateTime(xml.Token());
                    break;
            }
        }

        return new TransferComplete(key, fault, start, complete);
    }
}
