using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.5.</summary>
/// <param name="FileType"><c>1 Vendor Configuration File</c>, <c>2 Vendor Log File</c>; with an instance number since CWMP 1.2.</param>
internal sealed record Upload(
    string CommandKey,
    string FileType,
    string Url,
    string Username,
    string Password,
    long DelaySeconds) : IAcsMessage
{
    public string Name => "Upload";

    public string Summary => $"Upload {FileType}";

    /// <summary>No secret in a log.</summary>
    public override string ToString() => $"{Summary} {CommandKey}";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:Upload>"u8);
        soap.Element("CommandKey"u8, CommandKey);
        soap.Element("FileType"u8, FileType);
        soap.Element("URL"u8, Url);
        soap.Element("Username"u8, Username);
        soap.Element("Password"u8, Password);
        soap.Element("DelaySeconds"u8, DelaySeconds);
        soap.Raw("</cwmp:Upload>"u8);
    }
}
