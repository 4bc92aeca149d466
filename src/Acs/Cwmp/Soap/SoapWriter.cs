using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Unicode;

namespace Acs.Cwmp.Soap;

/// <summary>
/// Writes envelopes straight as UTF-8. Names are literals of this program and go through as they are; every text is
/// escaped, and what XML forbids is left out.
/// </summary>
internal sealed class SoapWriter(IBufferWriter<byte> output, bool numericBooleans = false, bool wholeSeconds = false)
{
    private const string Envelope =
        "<soap-env:Envelope xmlns:soap-env=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:soap-enc=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:cwmp=\"";

    private static readonly ConcurrentDictionary<string, byte[]> _starts = new(StringComparer.Ordinal);

    /// <summary>Characters with a meaning in XML, and those it forbids.</summary>
    private static readonly SearchValues<char> _special = SearchValues.Create(
        "<>&\"'\r\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\ufffe\uffff");

    /// <summary>Some firmware knows only 1 and 0.</summary>
    public bool NumericBooleans => numericBooleans;

    /// <summary>Some firmware refuses fractions of a second.</summary>
    public bool WholeSeconds => wholeSeconds;

    /// <summary>Declaration, envelope, header, and the start of the body.</summary>
    /// <param name="cwmp">From <see cref="CwmpNamespace.Echo"/>.</param>
    /// <param name="id">Null: the gateway sent none, so there is none to echo.</param>
    /// <param name="declaration">Huawei 820 demands the XML declaration, a few agents break on it.</param>
    /// <param name="hold">TR-069 3.5: the gateway shall keep its own requests for later.</param>
    public void Begin(string cwmp, string? id, string? useVersion = null, bool declaration = true, bool hold = false)
    {
        if (declaration)
        {
            Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        }

        // The namespaces are few: Echo lets only digits vary, and this bounds even those.
        var start = _starts.TryGetValue(cwmp, out var known) ? known : Encoding.UTF8.GetBytes(Envelope + cwmp + "\">");
        if (known is null && _starts.Count < 32)
        {
            _starts.TryAdd(cwmp, start);
        }

        Raw(start);
        if (id is not null || useVersion is not null || hold)
        {
            Raw("<soap-env:Header>"u8);
            if (id is not null)
            {
                // TR-069 3.5: the ID header carries mustUnderstand="1" either way.
                Raw("<cwmp:ID soap-env:mustUnderstand=\"1\">"u8);
                Text(id);
                Raw("</cwmp:ID>"u8);
            }

            if (hold)
            {
                Raw("<cwmp:HoldRequests soap-env:mustUnderstand=\"1\">1</cwmp:HoldRequests>"u8);
            }

            if (useVersion is not null)
            {
                Raw("<cwmp:UseCWMPVersion soap-env:mustUnderstand=\"1\">"u8);
                Text(useVersion);
                Raw("</cwmp:UseCWMPVersion>"u8);
            }

            Raw("</soap-env:Header>"u8);
        }

        Raw("<soap-env:Body>"u8);
    }

    public void End() => Raw("</soap-env:Body></soap-env:Envelope>\n"u8);

    public void Raw(ReadOnlySpan<byte> utf8) => output.Write(utf8);

    public void Open(ReadOnlySpan<byte> name)
    {
        Raw("<"u8);
        Raw(name);
        Raw(">"u8);
    }

    public void Close(ReadOnlySpan<byte> name)
    {
        Raw("</"u8);
        Raw(name);
        Raw(">"u8);
    }

    public void Element(ReadOnlySpan<byte> name, string text)
    {
        Open(name);
        Text(text);
        Close(name);
    }

    public void Element(ReadOnlySpan<byte> name, long number)
    {
        Open(name);
        Number(number);
        Close(name);
    }

    /// <summary>A SOAP-encoded array's start tag: <c>&lt;name soap-enc:arrayType="item[n]"&gt;</c>.</summary>
    public void OpenArray(ReadOnlySpan<byte> name, ReadOnlySpan<byte> item, int count)
    {
        Raw("<"u8);
        Raw(name);
        Raw(" soap-enc:arrayType=\""u8);
        Raw(item);
        Raw("["u8);
        Number(count);
        Raw("]\">"u8);
    }

    /// <summary>An array of <c>xsd:string</c>.</summary>
    public void Strings(ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        OpenArray(name, "xsd:string"u8, texts.Count);
        foreach (var text in texts)
        {
            Element("string"u8, text);
        }

        Close(name);
    }

    /// <summary>As digits, which every agent reads: both forms are XML Schema's.</summary>
    public void Boolean(ReadOnlySpan<byte> name, bool value) => Element(name, value ? 1 : 0);

    public void Number(long number)
    {
        var span = output.GetSpan(20);
        Utf8Formatter.TryFormat(number, span, out var written);
        output.Advance(written);
    }

    public void Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var at = text.IndexOfAny(_special);
            Plain(at < 0 ? text : text[..at]);
            if (at < 0)
            {
                return;
            }

            Raw(text[at] switch
            {
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '&' => "&amp;"u8,
                '"' => "&quot;"u8,
                '\'' => "&apos;"u8,
                '\r' => "&#13;"u8,
                _ => default,
            });
            text = text[(at + 1)..];
        }
    }

    private void Plain(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var span = output.GetSpan(Math.Min(text.Length, 4096) * 3);
            // A lone surrogate becomes U+FFFD.
            Utf8.FromUtf16(text, span, out var read, out var written);
            output.Advance(written);
            text = text[read..];
        }
    }
}
