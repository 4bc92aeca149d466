using System.Buffers;
using System.Text.Json;
using Provisioning.Devices;

namespace Provisioning.Storage.Documents;

/// <summary>
/// Reported parameters as JSON arrays: <c>{"t":[times],"r":{root:time},"s":[stale],"p":[path,value,flags,time,…]}</c>. Times
/// are milliseconds since 1970; a parameter's time is an index into <c>t</c>, because thousands share one read; flags
/// hold type and writability.
/// </summary>
internal static class ReportedCodec
{
    public static ReadOnlySpan<byte> Write(ReportedParameters reported)
    {
        var buffer = new ArrayBufferWriter<byte>((reported.Entries.Count * 80) + 256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            var times = new Dictionary<long, int>();
            foreach (var entry in reported.Entries)
            {
                times.TryAdd(entry.ReportedAt.ToUnixTimeMilliseconds(), times.Count);
            }

            json.WriteStartObject();
            json.WriteStartArray("t"u8);
            foreach (var time in times.OrderBy(t => t.Value))
            {
                json.WriteNumberValue(time.Key);
            }

            json.WriteEndArray();
            json.WriteStartObject("r"u8);
            foreach (var (root, at) in reported.Roots)
            {
                json.WriteNumber(root, at.ToUnixTimeMilliseconds());
            }

            json.WriteEndObject();
            json.WriteStartArray("s"u8);
            foreach (var path in reported.StalePaths)
            {
                json.WriteStringValue(path);
            }

            json.WriteEndArray();
            json.WriteStartArray("p"u8);
            foreach (var entry in reported.Entries)
            {
                json.WriteStringValue(entry.Path);
                json.WriteStringValue(entry.Value);
                json.WriteNumberValue(Flags(entry));
                json.WriteNumberValue(times[entry.ReportedAt.ToUnixTimeMilliseconds()]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    /// <exception cref="JsonException">Not such a document.</exception>
    public static ReportedParameters Read(ReadOnlySpan<byte> content)
    {
        var json = new Utf8JsonReader(content);
        var times = new List<DateTimeOffset>();
        var roots = new List<KeyValuePair<string, DateTimeOffset>>();
        var stale = new List<string>();
        var entries = new List<ReportedParameter>();
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            while (json.Read() && json.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
            {
                switch (name)
                {
                    case "t":
                        times.Add(DateTimeOffset.FromUnixTimeMilliseconds(json.GetInt64()));
                        break;
                    case "r":
                        var root = json.GetString()!;
                        Expect(ref json, JsonTokenType.Number);
                        roots.Add(new(root, DateTimeOffset.FromUnixTimeMilliseconds(json.GetInt64())));
                        break;
                    case "s":
                        stale.Add(json.GetString()!);
                        break;
                    default:
                        entries.Add(ReadEntry(ref json, times));
                        break;
                }
            }
        }

        return ReportedParameters.From(entries, roots, stale);
    }

    private static ReportedParameter ReadEntry(ref Utf8JsonReader json, List<DateTimeOffset> times)
    {
        var path = json.GetString()!;
        Expect(ref json, JsonTokenType.String);
        var value = json.GetString()!;
        Expect(ref json, JsonTokenType.Number);
        var flags = json.GetInt32();
        Expect(ref json, JsonTokenType.Number);
        bool? writable = (flags & 3) switch { 1 => false, 2 => true, _ => null };
        return new ReportedParameter(path, value, (ParameterType)(flags >> 2), writable, times[json.GetInt32()]);
    }

    private static int Flags(ReportedParameter entry) =>
        ((int)entry.Type << 2) | (entry.Writable switch { null => 0, false => 1, true => 2 });

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
        {
            throw new JsonException($"{type} expected, {json.TokenType} found.");
        }
    }
}
