using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Acs.Tests.Cwmp.Schemas;

/// <summary>schemas/cwmp, compiled once for each namespace.</summary>
internal static class CwmpSchemas
{
    public static IReadOnlyList<string> Namespaces { get; } =
        ["urn:dslforum-org:cwmp-1-0", "urn:dslforum-org:cwmp-1-1", "urn:dslforum-org:cwmp-1-2"];

    private static readonly ConcurrentDictionary<string, XmlSchemaSet> _sets = new(StringComparer.Ordinal);

    /// <summary>What a validating parser says against an envelope; empty where it is valid.</summary>
    public static IReadOnlyList<string> Errors(string envelope, string ns)
    {
        var errors = new List<string>();
        var document = XDocument.Parse(envelope);
        document.Validate(_sets.GetOrAdd(ns, Compile), (_, e) => errors.Add($"{e.Severity}: {e.Message}"), addSchemaInfo: false);
        foreach (var array in document.Descendants())
        {
            if ((string?)array.Attribute("{http://schemas.xmlsoap.org/soap/encoding/}arrayType") is { } type
                && !type.EndsWith($"[{array.Elements().Count()}]", StringComparison.Ordinal))
            {
                errors.Add($"{array.Name.LocalName} says {type} and has {array.Elements().Count()}.");
            }
        }

        return errors;
    }

    /// <summary>Whether the namespace has the message at all.</summary>
    public static bool Knows(string message, string ns) =>
        _sets.GetOrAdd(ns, Compile).GlobalElements.Contains(new XmlQualifiedName(message, ns));

    private static XmlSchemaSet Compile(string ns)
    {
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        set.ValidationEventHandler += (_, e) => throw e.Exception;
        set.Add(ns, Path.Combine(SourceTree.Root, "schemas", "cwmp", ns[(ns.LastIndexOf(':') + 1)..] + ".xsd"));
        set.Compile();
        return set;
    }
}
