using System.Globalization;
using System.Text.Json;
using Provisioning.Mud.Composition;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>Reads one entry of a policy out of a body, and says of each member what is wrong with it.</summary>
internal static class PolicyEntryReader
{
    private const int MaxText = 1000;

    /// <returns>The row without scope and author; null: see <paramref name="errors"/>.</returns>
    public static PolicyEntryRow? Read(JsonElement body, PolicyLayer layer, DateTimeOffset now, Dictionary<string, string[]> errors)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors["$"] = ["Must be a JSON object { action, direction, peer, protocol, port, reason, endsAt }."];
            return null;
        }

        var action = Text(body, "action", errors);
        if (action is not ("allow" or "block"))
        {
            errors["action"] = ["Must be allow or block."];
        }

        var direction = Text(body, "direction", errors) ?? "from-device";
        if (direction is not ("from-device" or "to-device"))
        {
            errors["direction"] = ["Must be from-device or to-device."];
        }

        var mudUrl = Text(body, "mudUrl", errors);
        if (mudUrl is not null && layer != PolicyLayer.Isp)
        {
            errors["mudUrl"] = ["Is for the ISP's policy only."];
        }

        var protocol = Protocol(body, errors);
        var (first, last) = Ports(body, errors);
        var endsAt = Time(body, errors);
        var peer = Text(body, "peer", errors) ?? "";
        foreach (var (member, text) in PolicyEntryText.Check(peer, protocol, first, last, endsAt, now))
        {
            errors[member] = [text];
        }

        return errors.Count > 0 ? null : new PolicyEntryRow
        {
            Id = Guid.CreateVersion7(now), Layer = layer, Accept = action == "allow", FromDevice = direction == "from-device", Peer = PolicyPeer.Parse(peer)!.ToString()!, Protocol = protocol,
            FirstPort = first, LastPort = last, MudUrl = mudUrl, Reason = Text(body, "reason", errors), EndsAt = endsAt, At = now, Author = "",
        };
    }

    private static string? Text(JsonElement body, string name, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= MaxText } text && !text.Any(char.IsControl))
        {
            return text;
        }

        errors[name] = [$"Must be a text of at most {MaxText} characters."];
        return null;
    }

    private static int Protocol(JsonElement body, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty("protocol", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return -1;
        }

        var word = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        int? known = word.ToLowerInvariant() switch { "any" => -1, "tcp" => 6, "udp" => 17, "icmp" => 1, "icmpv6" => 58, _ => null };
        if (known is { } number || int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return number;
        }

        errors["protocol"] = ["Must be tcp, udp, icmp, icmpv6, any or a number."];
        return -1;
    }

    private static (int First, int Last) Ports(JsonElement body, Dictionary<string, string[]> errors)
    {
        var (port, first, last) = (Number("port"), Number("firstPort"), Number("lastPort"));
        if (port is { } one)
        {
            return (one, one);
        }

        return first is null && last is null ? (0, ushort.MaxValue) : (first ?? 0, last ?? first ?? ushort.MaxValue);

        int? Number(string name)
        {
            if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
            {
                return number;
            }

            errors[name] = ["Must be a port number."];
            return null;
        }
    }

    private static DateTimeOffset? Time(JsonElement body, Dictionary<string, string[]> errors)
    {
        if (Text(body, "endsAt", errors) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        errors["endsAt"] = ["Must be a time as in RFC 3339."];
        return null;
    }
}
