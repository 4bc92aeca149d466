using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.10, since CWMP 1.2: each operation is a structure of its own type, named by <c>xsi:type</c>.</summary>
internal sealed record ChangeDuState(IReadOnlyList<SoftwareChange> Changes, string CommandKey) : IAcsMessage
{
    public string Name => "ChangeDUState";

    public string Summary => $"ChangeDUState ({Changes.Count})";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:ChangeDUState>"u8);
        foreach (var change in Changes)
        {
            Write(soap, change);
        }

        soap.Element("CommandKey"u8, CommandKey);
        soap.Raw("</cwmp:ChangeDUState>"u8);
    }

    /// <summary>The order of the elements is the schema's, and differs from type to type.</summary>
    private static void Write(SoapWriter soap, SoftwareChange change)
    {
        switch (change.Action)
        {
            case SoftwareAction.Install:
                soap.Raw("<Operations xsi:type=\"cwmp:InstallOpStruct\">"u8);
                Optional(soap, "URL"u8, change.Url?.AbsoluteUri ?? "");
                Optional(soap, "UUID"u8, change.Uuid);
                Optional(soap, "Username"u8, change.Username);
                Optional(soap, "Password"u8, change.Password);
                Optional(soap, "ExecutionEnvRef"u8, change.ExecutionEnvironment);
                break;
            case SoftwareAction.Update:
                soap.Raw("<Operations xsi:type=\"cwmp:UpdateOpStruct\">"u8);
                Optional(soap, "UUID"u8, change.Uuid);
                Optional(soap, "Version"u8, change.Version);
                Optional(soap, "URL"u8, change.Url?.AbsoluteUri);
                Optional(soap, "Username"u8, change.Username);
                Optional(soap, "Password"u8, change.Password);
                break;
            default:
                soap.Raw("<Operations xsi:type=\"cwmp:UninstallOpStruct\">"u8);
                Optional(soap, "UUID"u8, change.Uuid);
                Optional(soap, "Version"u8, change.Version);
                Optional(soap, "ExecutionEnvRef"u8, change.ExecutionEnvironment);
                break;
        }

        soap.Raw("</Operations>"u8);
    }

    private static void Optional(SoapWriter soap, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            soap.Element(name, text);
        }
    }
}
