using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.8, since CWMP 1.2.</summary>
/// <param name="Windows">One or two, in order, seconds from now.</param>
internal sealed record ScheduleDownload(
    string CommandKey,
    string FileType,
    string Url,
    string Username,
    string Password,
    long FileSize,
    string TargetFileName,
    IReadOnlyList<TransferWindow> Windows) : IAcsMessage
{
    public string Name => "ScheduleDownload";

    public string Summary => $"ScheduleDownload {FileType}";

    /// <summary>No secret in a log.</summary>
    public override string ToString() => $"{Summary} {CommandKey}";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:ScheduleDownload>"u8);
        soap.Element("CommandKey"u8, CommandKey);
        soap.Element("FileType"u8, FileType);
        soap.Element("URL"u8, Url);
        soap.Element("Username"u8, Username);
        soap.Element("Password"u8, Password);
        soap.Element("FileSize"u8, FileSize);
        soap.Element("TargetFileName"u8, TargetFileName);
        soap.OpenArray("TimeWindowList"u8, "cwmp:TimeWindowStruct"u8, Windows.Count);
        foreach (var window in Windows)
        {
            soap.Raw("<TimeWindowStruct>"u8);
            soap.Element("WindowStart"u8, window.StartSeconds);
            soap.Element("WindowEnd"u8, window.EndSeconds);
            soap.Element("WindowMode"u8, ModeName(window.Mode));
            soap.Element("UserMessage"u8, window.UserMessage);
            soap.Element("MaxRetries"u8, window.MaxRetries);
            soap.Raw("</TimeWindowStruct>"u8);
        }

        soap.Raw("</TimeWindowList></cwmp:ScheduleDownload>"u8);
    }

    private static string ModeName(TransferWindowMode mode) => mode switch
    {
        TransferWindowMode.Immediately => "2 Immediately",
        TransferWindowMode.WhenIdle => "3 When Idle",
        TransferWindowMode.Confirmation => "4 Confirmation Needed",
        _ => "1 At Any Time",
    };
}
