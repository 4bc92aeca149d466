using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 3.7.1.5: one event of an Inform, <c>6 CONNECTION REQUEST</c>.</summary>
internal sealed record InformEvent(string Code, string CommandKey)
{
    /// <summary>TR-069 A.3.3.1: at most 64.</summary>
    private const int Max = 64;

    /// <summary>The number before the first space decides; vendors write the words as they like.</summary>
    public ContactEvent Kind => (Code.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? Code.AsSpan(0, space) : Code) switch
    {
        "0" => ContactEvent.Bootstrap,
        "1" => ContactEvent.Boot,
        "2" => ContactEvent.Periodic,
        "4" => ContactEvent.ValueChange,
        "6" => ContactEvent.Requested,
        "7" => ContactEvent.TransferComplete,
        "8" => ContactEvent.OperationComplete,
        _ => ContactEvent.Other,
    };

    public static List<InformEvent> ReadList(XmlCursor xml)
    {
        var events = new List<InformEvent>(2);
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            if (xml.Name is not "EventStruct" || events.Count == Max)
            {
                continue;
            }

            string code = "", key = "";
            var item = xml.Enter();
            while (xml.Next(item))
            {
                switch (xml.Name)
                {
                    case "EventCode":
                        code = xml.Token();
                        break;
                    case "CommandKey":
                        key = xml.Token();
                        break;
                }
            }

            events.Add(new InformEvent(code, key));
        }

        return events;
    }
}
