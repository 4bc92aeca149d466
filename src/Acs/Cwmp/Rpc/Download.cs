using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.8.</summary>
/// <param name="FileType"><c>1 Firmware Upgrade Image</c> and so on.</param>
/// <param name="FileSize">Bytes.</param>
internal sealed record Download(
    string CommandKey,
    string FileType,
    string Url,
    string Username,
    string Password,
    long FileSize,
    string TargetFileName,
    long DelaySeconds = 0) : IAcsMessage
{
    public string Name => "Download";

    public string Summary => $"Download {FileType}";

    /// <summary>No secret in a log.</summary>
    public override string ToString() => $"{Summary} {CommandKey}";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:Download>"u8);
        soap.Element("CommandKey"u8, CommandKey);
        soap.Element("FileType"u8, FileType);
        soap.Element("URL"u8, Url);
        soap.Element("Username"u8, Username);
        soap.Element("Password"u8, Password);
        soap.Element("FileSize"u8, FileSize);
        soap.Element("TargetFileName"u8, TargetFileName);
        soap.Element("DelaySeconds"u8, DelaySeconds);
        soap.Raw("<SuccessURL></SuccessURL><FailureURL></FailureURL></cwmp:Download>"u8);
    }
}
