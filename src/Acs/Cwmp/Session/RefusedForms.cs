using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Session;

/// <summary>
/// TR-106 3.2: a boolean may be written as a word or a digit and a time with or without fractions. Firmware that knows one of the
/// two refuses the other for its type or value.
/// </summary>
internal static class RefusedForms
{
    /// <summary>What of the write, as it was written, may have been refused for its form alone.</summary>
    public static Quirk In(SetParameterValues written, Fault fault, QuirkSwitches switches)
    {
        var quirks = Quirk.None;
        foreach (var culprit in fault.Parameters)
        {
            if (culprit.Code is not ("9006" or "9007"))
            {
                continue;
            }

            foreach (var value in written.Values)
            {
                if (value.Path == culprit.Path)
                {
                    quirks |= value.Type switch
                    {
                        ParameterType.Boolean when switches.NumericBooleans is not true => Quirk.BooleanRefused,
                        ParameterType.DateTime when switches.WholeSeconds is not true && value.Value.Contains('.') => Quirk.FractionRefused,
                        _ => Quirk.None,
                    };
                }
            }
        }

        return quirks;
    }
}
