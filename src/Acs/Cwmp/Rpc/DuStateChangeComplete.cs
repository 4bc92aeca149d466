using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.2.3: how a ChangeDUState went.</summary>
internal sealed record DuStateChangeComplete(string CommandKey, IReadOnlyList<SoftwareResult> Results) : ICpeMessage
{
    public string Name => "DUStateChangeComplete";

    public static Acknowledgement Response { get; } = new("DUStateChangeCompleteResponse");

    public Report ToReport() => new Report.SoftwareChanged(CommandKey, Results);

    public static DuStateChangeComplete Read(XmlCursor xml)
    {
        var results = DuStateResults.Read(xml, out var commandKey);
        return new DuStateChangeComplete(commandKey, results);
    }
}
