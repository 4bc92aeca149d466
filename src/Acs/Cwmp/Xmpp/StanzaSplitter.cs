namespace Acs.Cwmp.Xmpp;

/// <summary>
/// Cuts an XML stream that lasts for months into stanzas, each of which is then parsed by itself: so that one cannot grow without
/// bound, be nested without bound, or leave anything behind. What RFC 6120 11.1 forbids (comments, processing instructions,
/// DTDs) ends the stream.
/// </summary>
internal sealed class StanzaSplitter
{
    public const int LongestStanza = 64 * 1024;
    public const int Deepest = 32;

    private readonly List<byte> _item = [];
    private Place _place;
    private int _depth;
    private byte _quote;
    private bool _slash;
    private bool _closes;

    private enum Place
    {
        Text,
        TagBegin,
        Tag,
        Declaration,
    }

    /// <exception cref="XmppException">The stream cannot go on.</exception>
    public List<StreamItem> Take(ReadOnlySpan<byte> bytes)
    {
        var found = new List<StreamItem>();
        foreach (var b in bytes)
        {
            Take(b, found);
        }

        return found;
    }

    private void Take(byte b, List<StreamItem> found)
    {
        switch (_place)
        {
            case Place.Text when b == '<':
                (_place, _quote, _slash, _closes) = (Place.TagBegin, 0, false, false);
                break;
            case Place.Text when _depth <= 1:
                // RFC 6120 4.6.1: white space between stanzas keeps the connection open.
                _ = b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' ? b : throw new XmppException("The XMPP server sends text between stanzas.");
                return;
            case Place.TagBegin when b == '?' && _depth == 0:
                _place = Place.Declaration;
                break;
            case Place.TagBegin when b is (byte)'!' or (byte)'?':
                throw new XmppException("The XMPP server sends what RFC 6120 11.1 forbids: a comment, a processing instruction or a DTD.");
            case Place.TagBegin:
                (_place, _closes) = (Place.Tag, b == '/');
                break;
        }

        _item.Add(b);
        if (_item.Count > LongestStanza)
        {
            throw new XmppException($"The XMPP server sends a stanza of more than {LongestStanza} bytes.");
        }

        if (_place is Place.Tag or Place.Declaration)
        {
            InTag(b, found);
        }
    }

    private void InTag(byte b, List<StreamItem> found)
    {
        if (_quote != 0)
        {
            _quote = b == _quote ? (byte)0 : _quote;
        }
        else if (b is (byte)'"' or (byte)'\'')
        {
            _quote = b;
        }
        else if (b == '>')
        {
            TagEnded(found);
        }

        _slash = b == '/';
    }

    private void TagEnded(List<StreamItem> found)
    {
        var declaration = _place == Place.Declaration;
        _place = Place.Text;
        if (declaration)
        {
            _item.Clear();
            return;
        }

        var before = _depth;
        _depth += _closes ? -1 : _slash ? 0 : 1;
        if (_depth > Deepest)
        {
            throw new XmppException($"The XMPP server sends elements nested more than {Deepest} deep.");
        }

        StreamItem? item = (before, _depth) switch
        {
            (0, 1) => new StreamItem.Header([.. _item]),
            (1, 0) => new StreamItem.End(),
            (<= 0, _) => throw new XmppException("The XMPP server sends something after the end of its stream."),
            (_, 1) => new StreamItem.Stanza([.. _item]),
            _ => null,
        };
        if (item is not null)
        {
            found.Add(item);
            _item.Clear();
        }
    }
}
