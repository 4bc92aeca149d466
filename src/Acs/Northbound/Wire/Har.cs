using System.Text.Json.Nodes;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Wire;

namespace Acs.Northbound.Wire;

/// <summary>Exchanges as HTTP Archive 1.2. A USP record is an entry whose method is PUBLISH and whose response is empty.</summary>
internal static class Har
{
    public static JsonObject Of(IEnumerable<WireExchange> exchanges, string version) => new()
    {
        ["log"] = new JsonObject
        {
            ["version"] = "1.2",
            ["creator"] = new JsonObject { ["name"] = "acs", ["version"] = version },
            ["pages"] = new JsonArray(),
            ["entries"] = new JsonArray([.. exchanges.Select(Entry)]),
        },
    };

    private static JsonObject Entry(WireExchange exchange)
    {
        var entry = new JsonObject
        {
            ["startedDateTime"] = exchange.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"),
            ["time"] = exchange.Milliseconds,
            ["request"] = Request(exchange),
            ["response"] = Response(exchange.Response),
            ["cache"] = new JsonObject(),
            ["timings"] = new JsonObject { ["send"] = 0, ["wait"] = exchange.Milliseconds, ["receive"] = 0 },
            ["comment"] = exchange.Summary,
            ["_number"] = exchange.Number,
            ["_protocol"] = exchange.Protocol.ToString(),
            ["_direction"] = exchange.Request?.Direction == ConversationDirection.ToDevice ? "toDevice" : "fromDevice",
            ["_remote"] = exchange.Remote,
        };
        foreach (var fact in exchange.Facts)
        {
            entry[fact.Name == "connection" ? "connection" : "_" + fact.Name] = fact.Value;
        }

        return entry;
    }

    private static JsonObject Request(WireExchange exchange)
    {
        var message = exchange.Request ?? new WireMessage();
        var words = exchange.Protocol == Protocols.Usp ? ["PUBLISH", message.Line, "MQTT"] : message.Line.Split(' ');
        var host = message.Headers.FirstOrDefault(h => h.Name.Equals("Host", StringComparison.OrdinalIgnoreCase))?.Value ?? "acs";
        var secure = exchange.Facts.Any(f => f.Name == "cipher");
        var request = new JsonObject
        {
            ["method"] = words[0],
            ["url"] = exchange.Protocol == Protocols.Usp ? $"mqtt://broker/{message.Line}" : $"{(secure ? "https" : "http")}://{host}{words.ElementAtOrDefault(1) ?? "/"}",
            ["httpVersion"] = words.ElementAtOrDefault(2) ?? "HTTP/1.1",
            ["cookies"] = Cookies(message, "Cookie"),
            ["headers"] = Headers(message),
            ["queryString"] = new JsonArray(),
            ["headersSize"] = message.Head.Length > 0 ? message.Head.Length : -1,
            ["bodySize"] = message.Body.Length,
        };
        if (message.Body.Length > 0)
        {
            request["postData"] = new JsonObject
            {
                ["mimeType"] = Type(message),
                ["params"] = new JsonArray(),
                ["text"] = message.Text ?? "",
                ["_raw"] = Convert.ToBase64String(message.Body),
                ["comment"] = message.Note ?? "",
            };
        }

        return request;
    }

    private static JsonObject Response(WireMessage? message)
    {
        message ??= new WireMessage();
        var words = message.Line.Split(' ', 3);
        var content = new JsonObject
        {
            ["size"] = message.Body.Length,
            ["mimeType"] = Type(message),
            ["text"] = message.Text ?? Convert.ToBase64String(message.Body),
            ["comment"] = message.Note ?? "",
        };
        if (message.Text is null && message.Body.Length > 0)
        {
            content["encoding"] = "base64";
        }

        return new JsonObject
        {
            ["status"] = int.TryParse(words.ElementAtOrDefault(1), out var status) ? status : 0,
            ["statusText"] = words.ElementAtOrDefault(2) ?? "",
            ["httpVersion"] = words[0].Length > 0 ? words[0] : "HTTP/1.1",
            ["cookies"] = Cookies(message, "Set-Cookie"),
            ["headers"] = Headers(message),
            ["content"] = content,
            ["redirectURL"] = "",
            ["headersSize"] = message.Head.Length > 0 ? message.Head.Length : -1,
            ["bodySize"] = message.Body.Length,
        };
    }

    private static JsonArray Headers(WireMessage message) =>
        new([.. message.Headers.Select(h => new JsonObject { ["name"] = h.Name, ["value"] = h.Value })]);

    private static JsonArray Cookies(WireMessage message, string header) =>
        new([.. message.Headers.Where(h => h.Name.Equals(header, StringComparison.OrdinalIgnoreCase))
            .SelectMany(h => header == "Cookie" ? h.Value.Split(';') : [h.Value.Split(';')[0]])
            .Select(c => c.Split('=', 2))
            .Select(c => new JsonObject { ["name"] = c[0].Trim(), ["value"] = c.ElementAtOrDefault(1)?.Trim() ?? "" })]);

    private static string Type(WireMessage message) =>
        message.Headers.FirstOrDefault(h => h.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))?.Value ?? "application/octet-stream";
}
