using System.Xml.Linq;

namespace CpeSimulator.Cwmp;

/// <summary>One method that the ACS calls.</summary>
internal interface IRpc
{
    string Name { get; }

    /// <summary>The response element.</summary>
    /// <exception cref="CwmpFaultException">Answered with a fault.</exception>
    XElement Answer(RpcContext context, SoapMessage request);
}
