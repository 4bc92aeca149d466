using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Provisioning.Devices;

namespace Provisioning.DataModels.Import;

/// <summary>
/// Reads data models as the Broadband Forum writes them (TR-106 Annex A: cwmp-datamodel-1-x): models, components, data types;
/// an object or parameter with <c>base</c> adds to the one that is there. What a file imports is looked for in the other files.
/// Profiles, commands, events and templates say nothing of types, and are passed over.
/// </summary>
public sealed partial class BbfModelReader
{
    private const int MaxCharacters = 32 * 1024 * 1024;
    private const int MaxFromEntities = 1024 * 1024;
    private const int MaxParameters = 50_000;
    private const int MaxDepth = 32;

    /// <summary>Elements walked: TR-181 needs a tenth of it; components that take in each other twice would need 2^depth.</summary>
    private const int MaxWalked = 500_000;
    private const int MaxDescription = 600;
    private const int MaxPath = 256;

    private readonly Dictionary<string, XElement> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _types = new(StringComparer.Ordinal);
    private readonly List<XElement> _models = [];
    private readonly List<string> _specs = [];
    private readonly SortedDictionary<string, ModelParameter> _parameters = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);
    private int _walked;

    /// <param name="files">Name, for errors, and content.</param>
    /// <exception cref="InvalidDataException">A file is no such document, is too large, or there is no parameter in it; the message names the file and the line.</exception>
    public static BbfModel Read(IEnumerable<(string Name, Stream Content)> files)
    {
        var reader = new BbfModelReader();
        foreach (var (name, content) in files)
        {
            reader.Take(name, content);
        }

        return reader.Resolve();
    }

    private void Take(string name, Stream content)
    {
        XElement root;
        try
        {
            // The Forum's own tr-106-types.xml declares entities of its own: those are read, bounded; nothing is fetched from elsewhere.
            using var xml = XmlReader.Create(content, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Parse, XmlResolver = null, MaxCharactersInDocument = MaxCharacters, MaxCharactersFromEntities = MaxFromEntities,
                IgnoreComments = true, IgnoreProcessingInstructions = true,
            });
            root = XDocument.Load(xml).Root!;
        }
        catch (XmlException e)
        {
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }

        if (root.Name.LocalName != "document" || !root.Name.NamespaceName.Contains("cwmp:datamodel", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name}: its root is {root.Name.LocalName} of '{root.Name.NamespaceName}', not a document of urn:broadband-forum-org:cwmp:datamodel-1-x.");
        }

        _specs.Add((string?)root.Attribute("spec") ?? name);
        foreach (var child in root.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "component" when Name(child) is { } component:
                    _components[component] = child;
                    break;
                case "dataType" when Name(child) is { } type:
                    _types[type] = child;
                    break;
                case "model":
                    _models.Add(child);
                    break;
            }
        }
    }

    private BbfModel Resolve()
    {
        foreach (var model in _models)
        {
            Walk(model, "", 0);
        }

        if (_models.Count == 0)
        {
            // A file of components alone, as TR-181 is cut up: those that no other one takes in.
            var taken = _components.Values.SelectMany(c => c.Descendants()).Where(e => e.Name.LocalName == "component").Select(e => (string?)e.Attribute("ref")).ToHashSet(StringComparer.Ordinal);
            foreach (var (name, component) in _components)
            {
                if (!taken.Contains(name))
                {
                    Walk(component, "", 0);
                }
            }
        }

        return _parameters.Count > 0
            ? new BbfModel(string.Join(", ", _specs.Concat(_models.Select(Name)).OfType<string>().Distinct(StringComparer.Ordinal)), [.. _parameters.Values], [.. _missing])
            : throw new InvalidDataException("There is no parameter in it.");
    }

    /// <param name="path">Of the object that this belongs to; empty at a model's top.</param>
    private void Walk(XElement parent, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidDataException($"Components of {Name(parent) ?? path} lead back to themselves.");
        }

        foreach (var child in parent.Elements())
        {
            if (++_walked > MaxWalked)
            {
                throw new InvalidDataException($"Its components take in each other more than {MaxWalked} elements.");
            }

            switch (child.Name.LocalName)
            {
                case "object" when (Name(child) ?? (string?)child.Attribute("base")) is { } name:
                    Walk(child, path + name, depth + 1);
                    break;
                case "parameter" when (Name(child) ?? (string?)child.Attribute("base")) is { } name:
                    Parameter(child, path + name);
                    break;
                case "component" when (string?)child.Attribute("ref") is { } reference:
                    if (_components.TryGetValue(reference, out var component))
                    {
                        Walk(component, path + (string?)child.Attribute("path"), depth + 1);
                    }
                    else
                    {
                        _missing.Add(reference);
                    }

                    break;
            }
        }
    }

    private void Parameter(XElement parameter, string path)
    {
        if (path.Length > MaxPath || !path.Contains('.', StringComparison.Ordinal) || path.EndsWith('.'))
        {
            return;
        }

        if (_parameters.Count >= MaxParameters)
        {
            throw new InvalidDataException($"It has more than {MaxParameters} parameters.");
        }

        var before = _parameters.GetValueOrDefault(path);
        var syntax = parameter.Elements().FirstOrDefault(e => e.Name.LocalName == "syntax");
        var description = Text(parameter);
        _parameters[path] = new ModelParameter(
            path,
            syntax is null ? before?.Type ?? ParameterType.Unknown : Type(syntax, 0),
            (string?)parameter.Attribute("access") is { } access ? access != "readOnly" : before?.Writable ?? false,
            syntax is null ? before?.Hidden ?? false : (string?)syntax.Attribute("hidden") is "true" or "1",
            description.Length > 0 ? description : before?.Description ?? "");
    }

    /// <summary>TR-106 A.2.3.3: a list is a string, whatever its items are.</summary>
    private ParameterType Type(XElement syntax, int depth)
    {
        if (syntax.Elements().Any(e => e.Name.LocalName == "list"))
        {
            return ParameterType.String;
        }

        foreach (var child in syntax.Elements())
        {
            if (child.Name.LocalName == "dataType")
            {
                return Named((string?)child.Attribute("ref") ?? (string?)child.Attribute("base"), depth);
            }

            if (ParameterTypes.TryParse(child.Name.LocalName, out var type) && type != ParameterType.Unknown)
            {
                return type;
            }
        }

        return ParameterType.Unknown;
    }

    private ParameterType Named(string? name, int depth)
    {
        if (name is null || depth > MaxDepth)
        {
            return ParameterType.Unknown;
        }

        if (!_types.TryGetValue(name, out var type))
        {
            // TR-106's own types are strings but for two.
            _missing.Add(name);
            return name switch { "Order" => ParameterType.UnsignedInt, "Dbm1000" => ParameterType.Int, _ => ParameterType.String };
        }

        return (string?)type.Attribute("base") is { } based ? Named(based, depth + 1) : Type(type, depth + 1);
    }

    private static string? Name(XElement element) => (string?)element.Attribute("name");

    private static string Text(XElement element)
    {
        var text = element.Elements().FirstOrDefault(e => e.Name.LocalName == "description")?.Value ?? "";
        text = Markup().Replace(text, m => m.Groups["what"].Value);
        text = Space().Replace(text.Replace("''", "", StringComparison.Ordinal), " ").Trim();
        return text.Length <= MaxDescription ? text : text[..MaxDescription] + "…";
    }

    /// <summary><c>{{param|Enable}}</c> is read as Enable, <c>{{true}}</c> as true; of several arguments the first one counts.</summary>
    [GeneratedRegex(@"\{\{(?:[a-z]+\|)?(?<what>[^{}|]*)(?:\|[^{}]*)?\}\}", RegexOptions.None, 1000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
