using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.1.1.</summary>
internal sealed record GetRpcMethodsResponse(IReadOnlyList<string> Methods) : ICpeMessage, IAcsMessage
{
    private const int Max = 256;

    public string Name => "GetRPCMethodsResponse";

    /// <summary>What a gateway may call here.</summary>
    public static GetRpcMethodsResponse Ours { get; } = new(
    [
        "Inform",
        "GetRPCMethods",
        "TransferComplete",
        "AutonomousTransferComplete",
        "RequestDownload",
        "DUStateChangeComplete",
        "AutonomousDUStateChangeComplete",
        "Kicked",
    ]);

    public static GetRpcMethodsResponse Read(XmlCursor xml)
    {
        var methods = new List<string>();
        var scope = xml.Enter();
        while (xml.NextDescendant(scope))
        {
            if (xml.Name is "string" && xml.Token() is { Length: > 0 } method && methods.Count < Max)
            {
                methods.Add(method);
            }
        }

        return new GetRpcMethodsResponse(methods);
    }

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:GetRPCMethodsResponse>"u8);
        soap.Strings("MethodList"u8, Methods);
        soap.Raw("</cwmp:GetRPCMethodsResponse>"u8);
    }
}
