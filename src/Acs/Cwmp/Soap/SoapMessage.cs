using Acs.Cwmp.Rpc;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Soap;

/// <summary>A gateway's envelope, read.</summary>
/// <param name="Namespace">The CWMP namespace as declared, or null; the Inform's is echoed for the whole session.</param>
/// <param name="Filtered">Characters left out because XML forbids them.</param>
/// <param name="Quirks">What was wrong with it, and read all the same.</param>
internal sealed record SoapMessage(SoapHeader Header, ICpeMessage Body, string? Namespace, int Filtered = 0, Quirk Quirks = Quirk.None);
