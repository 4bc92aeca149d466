using System.Xml;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Soap;

/// <summary>
/// Forward-only walk over elements by local name. Prefixes and namespaces are not checked: firmware gets them wrong in
/// every way, undeclared prefixes included, and nothing here depends on them.
/// </summary>
internal sealed class XmlCursor : IDisposable
{
    /// <summary>SOAP with CWMP nests 8 deep.</summary>
    private const int MaxDepth = 32;

    private readonly XmlTextReader _reader;

    public XmlCursor(TextReader text, XmlNameTable names)
    {
        _reader = new XmlTextReader(text, names)
        {
            // No DTD: no entity is ever defined, so none can be expanded or fetched.
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            Namespaces = false,
            // Off, numeric references to forbidden characters pass; Clean takes them out.
            Normalization = false,
            WhitespaceHandling = WhitespaceHandling.All,
        };
    }

    /// <summary>What readers tolerated on the way.</summary>
    public Quirk Quirks { get; set; }

    /// <summary>Local name of the element the cursor stands on.</summary>
    public ReadOnlySpan<char> Name => Local(_reader.Name);

    /// <summary>Moves to the root element.</summary>
    public void MoveToRoot()
    {
        while (_reader.NodeType != XmlNodeType.Element)
        {
            Advance();
        }
    }

    /// <summary>Starts a walk over the children of the current element.</summary>
    public ElementScope Enter() => new(_reader.Depth, _reader.IsEmptyElement);

    /// <summary>Moves to the next child element of <paramref name="scope"/>; false at its end. What was not read is skipped.</summary>
    public bool Next(in ElementScope scope) => Next(scope, anyDepth: false);

    /// <summary>As <see cref="Next(in ElementScope)"/>, but stops at every element below, however deep.</summary>
    public bool NextDescendant(in ElementScope scope) => Next(scope, anyDepth: true);

    /// <summary>The character data of the current element, cleaned; the cursor is then at its end.</summary>
    public string Text()
    {
        if (_reader.IsEmptyElement)
        {
            return "";
        }

        var depth = _reader.Depth;
        var text = "";
        while (true)
        {
            Advance();
            switch (_reader.NodeType)
            {
                case XmlNodeType.EndElement when _reader.Depth == depth:
                    return BodyText.Clean(text);
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace
                    when _reader.Depth == depth + 1:
                    text = text.Length == 0 ? _reader.Value : text + _reader.Value;
                    break;
            }
        }
    }

    /// <summary>As <see cref="Text"/>, without white space around: names, codes, numbers.</summary>
    public string Token() => Text().Trim();

    /// <summary>An attribute by local name, or null.</summary>
    public string? Attribute(ReadOnlySpan<char> localName)
    {
        string? value = null;
        while (_reader.MoveToNextAttribute())
        {
            if (Local(_reader.Name).SequenceEqual(localName))
            {
                value = _reader.Value;
                break;
            }
        }

        _reader.MoveToElement();
        return value;
    }

    /// <summary>The first namespace declared on the current element that begins with <paramref name="start"/>.</summary>
    public string? DeclaredNamespace(string start)
    {
        string? found = null;
        while (found is null && _reader.MoveToNextAttribute())
        {
            if (_reader.Name.StartsWith("xmlns", StringComparison.Ordinal) && _reader.Value.StartsWith(start, StringComparison.Ordinal))
            {
                found = _reader.Value;
            }
        }

        _reader.MoveToElement();
        return found;
    }

    /// <summary>Reads to the end, so that a truncated or trailing-garbage document does not pass.</summary>
    public void Finish()
    {
        while (_reader.Read())
        {
            CheckDepth();
        }
    }

    public void Dispose() => _reader.Dispose();

    private static ReadOnlySpan<char> Local(string name) => name.AsSpan(name.LastIndexOf(':') + 1);

    private bool Next(in ElementScope scope, bool anyDepth)
    {
        if (scope.IsEmpty)
        {
            return false;
        }

        while (true)
        {
            Advance();
            if (_reader.NodeType == XmlNodeType.Element && (anyDepth || _reader.Depth == scope.Depth + 1))
            {
                return true;
            }

            if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == scope.Depth)
            {
                return false;
            }
        }
    }

    private void Advance()
    {
        if (!_reader.Read())
        {
            throw new XmlException("The document ends too early.");
        }

        CheckDepth();
    }

    private void CheckDepth()
    {
        if (_reader.Depth > MaxDepth)
        {
            throw new XmlException($"Elements are nested deeper than {MaxDepth}.");
        }
    }
}
