using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>The results that both DU state change messages carry. Some agents wrap them in an array, so they are looked for at any depth.</summary>
internal static class DuStateResults
{
    private const int Max = 256;

    public static List<SoftwareResult> Read(XmlCursor xml, out string commandKey)
    {
        commandKey = "";
        var results = new List<SoftwareResult>();
        var scope = xml.Enter();
        while (xml.NextDescendant(scope))
        {
            switch (xml.Name)
            {
                case "CommandKey":
                    commandKey = xml.Token();
                    break;
                case "Results" or "OpResultStruct" or "AutonOpResultStruct":
                    var result = ReadItem(xml);
                    if (result.Uuid.Length > 0 && results.Count < Max)
                    {
                        results.Add(result);
                    }

                    break;
            }
        }

        return results;
    }

    private static SoftwareResult ReadItem(XmlCursor xml)
    {
        var result = new SoftwareResult("", "", "", "", false, [], null, null, null);
        var scope = xml.Enter();
        while (xml.NextDescendant(scope))
        {
            switch (xml.Name)
            {
                case "UUID":
                    result = result with { Uuid = xml.Token() };
                    break;
                case "DeploymentUnitRef":
                    result = result with { Reference = xml.Token() };
                    break;
                case "Version":
                    result = result with { Version = xml.Token() };
                    break;
                case "CurrentState":
                    result = result with { State = xml.Token() };
                    break;
                case "Resolved":
                    result = result with { Resolved = XmlValue.Boolean(xml.Token()) };
                    break;
                case "ExecutionUnitRefList":
                    result = result with { ExecutionUnits = xml.Token().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) };
                    break;
                case "StartTime":
                    result = result with { StartedAt = XmlValue.DateTime(xml.Token()) };
                    break;
                case "CompleteTime":
                    result = result with { CompletedAt = XmlValue.DateTime(xml.Token()) };
                    break;
                case "Fault" or "FaultStruct":
                    result = result with { Fault = CpeFaults.ReadStruct(xml) };
                    break;
                case "OperationPerformed":
                    result = result with { Operation = xml.Token() };
                    break;
            }
        }

        return result;
    }
}
