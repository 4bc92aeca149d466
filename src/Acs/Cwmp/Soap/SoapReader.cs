using System.Buffers;
using System.Collections.Concurrent;
using System.Xml;
using Acs.Cwmp.Rpc;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Soap;

/// <summary>Reads a gateway's envelope. Never throws for what a gateway sends: what cannot be read is an error text.</summary>
internal static class SoapReader
{
    /// <summary>Name tables grow with every new name; these bounds keep a hostile one small.</summary>
    private const int MaxUses = 256;
    private const int MaxPooledBody = 64 * 1024;
    private const int MaxPooled = 64;

    private static readonly ConcurrentBag<Workspace> _pool = [];

    public static SoapMessage? Read(ReadOnlySpan<byte> body, string? charset, out string? error)
    {
        var workspace = _pool.TryTake(out var pooled) ? pooled : new Workspace();
        var characters = ArrayPool<char>.Shared.Rent(body.Length + 1);
        try
        {
            var length = BodyText.Decode(body, charset, characters, out var filtered);
            workspace.Text.Reset(characters, length);
            using var xml = new XmlCursor(workspace.Text, workspace.Names);
            var message = Read(xml, filtered, out error);
            if (message is not null && ++workspace.Uses < MaxUses && body.Length <= MaxPooledBody && _pool.Count < MaxPooled)
            {
                _pool.Add(workspace);
            }

            return message;
        }
        catch (XmlException e)
        {
            error = e.Message;
            return null;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static SoapMessage? Read(XmlCursor xml, int filtered, out string? error)
    {
        xml.MoveToRoot();
        if (xml.Name is not "Envelope")
        {
            error = $"The root element is {xml.Name}, not Envelope.";
            return null;
        }

        var cwmp = xml.DeclaredNamespace(CwmpNamespace.Start);
        var header = SoapHeader.Empty;
        ICpeMessage? message = null;
        var envelope = xml.Enter();
        while (xml.Next(envelope))
        {
            switch (xml.Name)
            {
                case "Header":
                    cwmp ??= xml.DeclaredNamespace(CwmpNamespace.Start);
                    header = SoapHeader.Read(xml);
                    break;
                case "Body" when message is null:
                    cwmp ??= xml.DeclaredNamespace(CwmpNamespace.Start);
                    var body = xml.Enter();
                    if (xml.Next(body))
                    {
                        cwmp ??= xml.DeclaredNamespace(CwmpNamespace.Start);
                        message = CpeMessages.Read(xml);
                    }

                    break;
            }
        }

        xml.Finish();
        error = message is null ? "The Body is empty." : null;
        return message is null ? null : new SoapMessage(header, message, cwmp, filtered, xml.Quirks | (filtered > 0 ? Quirk.ForbiddenCharacters : Quirk.None));
    }

    /// <summary>What one read needs and the next can use again.</summary>
    private sealed class Workspace
    {
        public CharBufferReader Text { get; } = new();

        public NameTable Names { get; } = new();

        public int Uses { get; set; }
    }
}
