using Usp.Messages;
using UspController.Records;

namespace UspController.Messages;

/// <summary>TR-369 "GetSupportedProtocol".</summary>
internal static class GetSupportedProtocolMessage
{
    public static Request Create() => new()
    {
        GetSupportedProtocol = new GetSupportedProtocol { ControllerSupportedProtocolVersions = ProtocolVersion.Supported },
    };

    /// <summary>The version to speak from now on.</summary>
    public static string Read(GetSupportedProtocolResp response) => ProtocolVersion.Highest(response.AgentSupportedProtocolVersions);
}
