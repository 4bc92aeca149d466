using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;

namespace CpeSimulator.DataModels;

/// <summary>The supported data model of one profile over one protocol; read once and shared.</summary>
public sealed class Schema
{
    private static readonly ConcurrentDictionary<(GatewayProfile, ManagementProtocol), Schema> s_known = new();

    private readonly Dictionary<string, ObjectTemplate> _objects = new(StringComparer.Ordinal);

    private Schema(GatewayProfile profile, ManagementProtocol protocol)
    {
        Profile = profile;
        Protocol = protocol;
    }

    public GatewayProfile Profile { get; }

    public ManagementProtocol Protocol { get; }

    /// <summary><c>Device.</c> or <c>InternetGatewayDevice.</c></summary>
    public ObjectTemplate Root { get; private set; } = new("Device.", isTable: false, writable: false);

    /// <summary>By template path, <c>Device.Firewall.Chain.{i}.</c>.</summary>
    public IReadOnlyDictionary<string, ObjectTemplate> Objects => _objects;

    public static Schema Of(GatewayProfile profile, ManagementProtocol protocol) =>
        s_known.GetOrAdd((profile, protocol), key => Read(key.Item1, key.Item2));

    // Firewall.Rule gained its fields over the years; every other object is as in 2.18 or later.
    private decimal Version => Profile switch
    {
        GatewayProfile.P0 => 2.0m,
        GatewayProfile.P1 or GatewayProfile.P2 => 2.2m,
        GatewayProfile.P3 => 2.16m,
        _ => 2.18m,
    };

    private static Schema Read(GatewayProfile profile, ManagementProtocol protocol)
    {
        var file = profile == GatewayProfile.Tr098 ? "Tr098.dm" : "Tr181.dm";
        var name = $"{typeof(Schema).Namespace}.{file}";
        using var stream = typeof(Schema).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name);
        using var reader = new StreamReader(stream);
        var schema = new Schema(profile, protocol);
        ObjectTemplate? current = null;
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0][0] == '#')
            {
                continue;
            }

            if (line[0] != ' ')
            {
                current = schema.ReadObject(words);
            }
            else if (current is not null && words.All(schema.Keep))
            {
                schema.ReadMember(current, words);
            }
        }

        return schema;
    }

    private ObjectTemplate? ReadObject(string[] words)
    {
        var path = words[0];
        var isRoot = path.Count(c => c == '.') == 1;
        var parentPath = isRoot ? "" : Parent(path);
        if (!words.All(Keep) || (!isRoot && !_objects.ContainsKey(parentPath)))
        {
            return null;
        }

        var writable = words.Contains("W", StringComparer.Ordinal) &&
            !(Profile == GatewayProfile.P1 && words.Contains("flat:R", StringComparer.Ordinal));
        var found = new ObjectTemplate(path, path.EndsWith("{i}.", StringComparison.Ordinal), writable)
        {
            MaxRows = Option(words, "max=") is { } max ? int.Parse(max, CultureInfo.InvariantCulture) : 0,
            UniqueKeys = Option(words, "key=") is { } keys ? [.. keys.Split('|').Select(k => k.Split(';').ToImmutableArray())] : [],
        };
        _objects.Add(path, found);
        if (isRoot)
        {
            Root = found;
        }
        else
        {
            _objects[parentPath].Add(found);
        }

        return found;
    }

    private static string Parent(string path)
    {
        var trimmed = path.EndsWith(".{i}.", StringComparison.Ordinal) ? path[..^5] : path[..^1];
        return trimmed[..(trimmed.LastIndexOf('.') + 1)];
    }

    private void ReadMember(ObjectTemplate owner, string[] words)
    {
        var name = words[0];
        if (name.EndsWith("()", StringComparison.Ordinal))
        {
            if (Protocol != ManagementProtocol.Cwmp)
            {
                owner.Commands.Add(new CommandTemplate(name, words[1] == "async", Items(words, "in="), Items(words, "out=")));
            }

            return;
        }

        if (name[^1] == '!')
        {
            if (Protocol != ManagementProtocol.Cwmp)
            {
                owner.Events.Add(new EventTemplate(name, Items(words, "args=")));
            }

            return;
        }

        const string Count = "NumberOfEntries";
        var syntax = SyntaxReader.Read(words[1], Keep);
        var missing = syntax.Kind is ValueKind.UnsignedInt or ValueKind.Int ? "0" : "";
        owner.Add(new ParameterTemplate(
            name,
            syntax,
            words[2] == "W",
            Option(words, "=") ?? missing,
            name.EndsWith(Count, StringComparison.Ordinal) ? name[..^Count.Length] : null)
        {
            Hidden = words.Contains("hidden", StringComparer.Ordinal),
        });
    }

    /// <summary>False for what this profile or protocol does not have.</summary>
    private bool Keep(string word)
    {
        if (word[0] == '~')
        {
            return word switch
            {
                "~cwmp" => Protocol != ManagementProtocol.Usp,
                "~usp" => Protocol != ManagementProtocol.Cwmp,
                _ => Protocol == ManagementProtocol.Both,
            };
        }

        if (Profile == GatewayProfile.P1 && word.EndsWith("!flat", StringComparison.Ordinal))
        {
            return false;
        }

        var at = word.LastIndexOf('@');
        return at < 0 || word.Contains('{', StringComparison.Ordinal) ||
            !decimal.TryParse(word.AsSpan(at + 1), CultureInfo.InvariantCulture, out var since) || Newer(since);
    }

    // 2.2 is older than 2.16: the minor number counts, not the decimal fraction.
    private bool Newer(decimal since) => Minor(Version) >= Minor(since);

    private static int Minor(decimal version) =>
        int.Parse(version.ToString(CultureInfo.InvariantCulture).Split('.')[1], CultureInfo.InvariantCulture);

    private static string? Option(string[] words, string prefix) =>
        words.Skip(1).FirstOrDefault(w => w.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];

    private static string[] Items(string[] words, string prefix) =>
        Option(words, prefix)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
