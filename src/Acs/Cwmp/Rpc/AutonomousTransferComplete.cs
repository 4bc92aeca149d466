using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.3.3: a transfer that nobody here ordered. Acknowledged and shown, never taken for one of ours.</summary>
internal sealed record AutonomousTransferComplete(string FileType, Fault? Fault) : ICpeMessage
{
    public string Name => "AutonomousTransferComplete";

    public static Acknowledgement Response { get; } = new("AutonomousTransferCompleteResponse");

    public static AutonomousTransferComplete Read(XmlCursor xml)
    {
        var fileType = "";
        Fault? fault = null;
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "FileType":
                    fileType = xml.Token();
                    break;
                case "FaultStruct":
                    fault = CpeFaults.ReadStruct(xml);
                    break;
            }
        }

        return new AutonomousTransferComplete(fileType, fault);
    }
}
