using System.Xml;
using System.Xml.Linq;

namespace CpeSimulator.Cwmp;

/// <summary>An envelope from the ACS, taken apart by local names.</summary>
/// <param name="Id">Of <c>cwmp:ID</c>, empty when there is none.</param>
/// <param name="Body">First child of the body: the RPC, its response or a fault.</param>
internal sealed record SoapMessage(string Id, XElement Body)
{
    public string Name => Body.Name.LocalName;

    /// <exception cref="XmlException">Not a SOAP envelope.</exception>
    public static async Task<SoapMessage> ReadAsync(Stream stream, CancellationToken stop)
    {
        var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(stream, settings);
        var root = await XElement.LoadAsync(reader, LoadOptions.PreserveWhitespace, stop);
        var body = Child(root, "Body")?.Elements().FirstOrDefault() ?? throw new XmlException("no SOAP body");
        var id = Child(root, "Header") is { } header ? Child(header, "ID")?.Value ?? "" : "";
        return new SoapMessage(id, body);
    }

    public string Text(string name) => Child(Body, name)?.Value ?? "";

    public static XElement? Child(XElement parent, string localName) =>
        parent.Elements().FirstOrDefault(e => e.Name.LocalName == localName);
}
