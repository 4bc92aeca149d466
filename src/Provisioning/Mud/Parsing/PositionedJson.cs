using System.Text.Json;

namespace Provisioning.Mud.Parsing;

/// <summary>Reads strict JSON into a tree with line numbers, bounded in size and depth.</summary>
internal static class PositionedJson
{
    /// <summary>Bytes.</summary>
    public const int MaxSize = 1024 * 1024;

    public const int MaxDepth = 32;

    /// <summary>A file of one MiB could hold half a million values; no MUD file comes near.</summary>
    public const int MaxNodes = 200_000;

    /// <returns>The root, or null with the reason in <paramref name="log"/>.</returns>
    public static PositionedNode? Read(ReadOnlySpan<byte> content, DiagnosticLog log)
    {
        if (content.Length > MaxSize)
        {
            log.Error(MudCodes.TooLarge, "$", 0, $"The file has {content.Length} bytes; at most {MaxSize} are read.");
            return null;
        }

        if (content.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
            log.Repair(MudCodes.ByteOrderMark, "$", 1, "The file begins with a byte-order mark; JSON must not have one.", MudRepairs.ByteOrderMark);
        }

        var line = 1;
        try
        {
            return ReadTree(content, log, ref line);
        }
        catch (JsonException e)
        {
            var deep = e.Message.Contains("depth", StringComparison.OrdinalIgnoreCase);
            var at = (int)Math.Min(int.MaxValue - 1, e.LineNumber ?? 0) + 1;
            log.Error(
                deep ? MudCodes.TooLarge : MudCodes.Syntax, "$", at,
                deep ? $"The file nests deeper than {MaxDepth} levels." : $"Not JSON: {Message(e)}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // GetString on text that is not UTF-8 or holds half a surrogate pair.
            log.Error(MudCodes.Syntax, "$", line, "Not JSON: a string is not valid UTF-8 text.");
            return null;
        }
    }

    private static PositionedNode? ReadTree(ReadOnlySpan<byte> content, DiagnosticLog log, ref int line)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = MaxDepth });
        var open = new Stack<PositionedNode>();
        var names = new Stack<HashSet<string>>();
        PositionedNode? root = null;
        string? name = null;
        long counted = 0;
        var nodes = 0;
        while (reader.Read())
        {
            line += content[(int)counted..(int)reader.TokenStartIndex].Count((byte)'\n');
            counted = reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    if (!names.Peek().Add(name))
                    {
                        log.Error(
                            MudCodes.DuplicateMember, $"{open.Peek().Path}.{name}", line,
                            $"'{name}' occurs twice in one object; readers would differ on which one counts.");
                        return null;
                    }

                    continue;
                case JsonTokenType.EndObject:
                    names.Pop();
                    open.Pop();
                    continue;
                case JsonTokenType.EndArray:
                    open.Pop();
                    continue;
            }

            var parent = open.Count == 0 ? null : open.Peek();
            var node = new PositionedNode(parent, name, name is null ? parent?.Children.Count ?? -1 : -1, KindOf(reader.TokenType), line)
            {
                Text = reader.TokenType switch
                {
                    JsonTokenType.String => reader.GetString()!,
                    JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
                    _ => "",
                },
            };
            name = null;
            root ??= node;
            parent?.Add(node);
            if (++nodes > MaxNodes)
            {
                log.Error(MudCodes.TooLarge, "$", line, $"The file has more than {MaxNodes} values.");
                return null;
            }

            if (node.IsObject || node.IsArray)
            {
                open.Push(node);
                if (node.IsObject)
                {
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                }
            }
        }

        return root;
    }

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };

    /// <summary>Without the position that the exception appends: the diagnostic has its own.</summary>
    private static string Message(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
