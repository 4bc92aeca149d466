using System.Formats.Cbor;

namespace Acs.Tests.Dots;

/// <summary>Bodies as a DOTS client writes them, key by key.</summary>
internal static class MitigationBody
{
    /// <summary>One scope: who is attacked, at which TCP port, by whom, for how long.</summary>
    public static byte[] Of(string target, int port, string? source, int lifetime, Action<CborWriter>? more = null) => Around(w =>
    {
        w.WriteStartMap(null);
        w.WriteInt32(6);
        Texts(w, target);
        w.WriteInt32(7);
        w.WriteStartArray(1);
        w.WriteStartMap(1);
        w.WriteInt32(8);
        w.WriteInt32(port);
        w.WriteEndMap();
        w.WriteEndArray();
        w.WriteInt32(10);
        w.WriteStartArray(1);
        w.WriteInt32(6);
        w.WriteEndArray();
        if (source is not null)
        {
            w.WriteInt32(32768);
            Texts(w, source);
        }

        w.WriteInt32(14);
        w.WriteInt32(lifetime);
        more?.Invoke(w);
        w.WriteEndMap();
    });

    public static byte[] Around(Action<CborWriter> scope, int scopes = 1)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(1);
        writer.WriteInt32(1);
        writer.WriteStartMap(1);
        writer.WriteInt32(2);
        writer.WriteStartArray(scopes);
        for (var i = 0; i < scopes; i++)
        {
            scope(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndMap();
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static void Texts(CborWriter writer, string text)
    {
        writer.WriteStartArray(1);
        writer.WriteTextString(text);
        writer.WriteEndArray();
    }
}
