using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.5.1: what a gateway's fault codes mean.</summary>
internal static class CpeFaults
{
    public static FaultKind Kind(string code) => code switch
    {
        "9000" => FaultKind.NotSupported,
        "9001" => FaultKind.Denied,
        "9003" => FaultKind.InvalidArguments,
        "9004" => FaultKind.ResourcesExceeded,
        "9005" => FaultKind.NoSuchPath,
        "9006" or "9007" => FaultKind.InvalidValue,
        "9008" => FaultKind.ReadOnly,
        "9010" or "9011" or "9012" or "9013" or "9014" or "9015" or "9016" or "9017" or "9018" or "9019" or "9020"
            => FaultKind.Transfer,
        _ => FaultKind.Other,
    };

    /// <summary>A FaultStruct (TransferComplete); null for code 0 and for none.</summary>
    public static Fault? ReadStruct(XmlCursor xml)
    {
        string code = "", text = "";
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "FaultCode":
                    code = xml.Token();
                    break;
                case "FaultString":
                    text = xml.Token();
                    break;
            }
        }

        return code is "" or "0" ? null : new Fault(Kind(code), code, text, []);
    }
}
