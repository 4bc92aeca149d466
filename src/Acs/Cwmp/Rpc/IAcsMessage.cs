using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>A message to a gateway: our request, or our answer to one of its.</summary>
internal interface IAcsMessage
{
    string Name { get; }

    /// <summary>What a log line says: the method and how much, never a value.</summary>
    string Summary => Name;

    /// <summary>Writes the child of the SOAP body.</summary>
    void Write(SoapWriter soap);
}
