using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.2.4: software modules changed, and nobody here ordered it.</summary>
internal sealed record AutonomousDuStateChangeComplete(IReadOnlyList<SoftwareResult> Results) : ICpeMessage
{
    public string Name => "AutonomousDUStateChangeComplete";

    public static Acknowledgement Response { get; } = new("AutonomousDUStateChangeCompleteResponse");

    public Report ToReport() => new Report.SoftwareChanged(null, Results);

    public static AutonomousDuStateChangeComplete Read(XmlCursor xml) => new(DuStateResults.Read(xml, out _));
}
