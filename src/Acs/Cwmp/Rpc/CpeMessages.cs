using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>Table of contents: every message that a gateway may send, by local name.</summary>
internal static class CpeMessages
{
    public static ICpeMessage Read(XmlCursor xml) => xml.Name switch
    {
        // TR-069 A.3.3: what the CPE calls at the ACS
        "Inform" => Inform.Read(xml),
        "TransferComplete" => TransferComplete.Read(xml),
        "AutonomousTransferComplete" => AutonomousTransferComplete.Read(xml),
        "GetRPCMethods" => new GetRpcMethods(),
        // TR-069 A.4.2: optional
        "RequestDownload" => RequestDownload.Read(xml),
        "Kicked" => Kicked.Read(xml),
        "DUStateChangeComplete" => DuStateChangeComplete.Read(xml),
        "AutonomousDUStateChangeComplete" => AutonomousDuStateChangeComplete.Read(xml),
        // TR-069 A.3.2, A.4.1: answers to what the ACS called
        "GetParameterNamesResponse" => GetParameterNamesResponse.Read(xml),
        "GetParameterValuesResponse" => GetParameterValuesResponse.Read(xml),
        "SetParameterValuesResponse" => SetParameterValuesResponse.Read(xml),
        "GetParameterAttributesResponse" => GetParameterAttributesResponse.Read(xml),
        "SetParameterAttributesResponse" => new SetParameterAttributesResponse(),
        "AddObjectResponse" => AddObjectResponse.Read(xml),
        "DeleteObjectResponse" => DeleteObjectResponse.Read(xml),
        "DownloadResponse" => DownloadResponse.Read(xml),
        "UploadResponse" => UploadResponse.Read(xml),
        "ScheduleInformResponse" => new ScheduleInformResponse(),
        "ScheduleDownloadResponse" => new ScheduleDownloadResponse(),
        "CancelTransferResponse" => new CancelTransferResponse(),
        "GetQueuedTransfersResponse" => GetQueuedTransfersResponse.Read(xml),
        "GetAllQueuedTransfersResponse" => GetAllQueuedTransfersResponse.Read(xml),
        "ChangeDUStateResponse" => new ChangeDuStateResponse(),
        "GetOptionsResponse" => GetOptionsResponse.Read(xml),
        "SetVouchersResponse" => new SetVouchersResponse(),
        "RebootResponse" => new RebootResponse(),
        "FactoryResetResponse" => new FactoryResetResponse(),
        "GetRPCMethodsResponse" => GetRpcMethodsResponse.Read(xml),
        "Fault" => CpeFault.Read(xml),
        var other => new UnknownMessage(other.Length > 64 ? other[..64].ToString() : other.ToString()),
    };
}
