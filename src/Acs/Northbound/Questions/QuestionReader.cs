using System.Text.Json;
using System.Text.Json.Nodes;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Questions;

namespace Acs.Northbound;

/// <summary>Reads the body that asks a subscriber something.</summary>
internal static class QuestionReader
{
    private const int MaxText = 2000;

    public static (string Text, IReadOnlyList<AskedFlow> Flows, TimeSpan Life) Read(JsonElement body, DateTimeOffset now, Dictionary<string, string[]> errors)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors["$"] = ["Must be a JSON object { text, flows, days }."];
            return ("", [], default);
        }

        var text = body.TryGetProperty("text", out var t) && t.ValueKind == JsonValueKind.String ? t.GetString()!.Trim() : "";
        if (text.Length is 0 or > MaxText || text.Any(c => char.IsControl(c) && c != '\n'))
        {
            errors["text"] = [$"Must be a text of 1 to {MaxText} characters."];
        }

        var life = SubscriberQuestions.Life;
        if (body.TryGetProperty("days", out var d) && d.ValueKind != JsonValueKind.Null)
        {
            if (d.ValueKind == JsonValueKind.Number && d.TryGetInt32(out var days) && days is >= 1 and <= 90)
            {
                life = TimeSpan.FromDays(days);
            }
            else
            {
                errors["days"] = ["Must be 1 to 90."];
            }
        }

        return (text, Flows(body, now, errors), life);
    }

    /// <summary>The member <c>flows</c>: 1 to 50 entries of a policy without an action.</summary>
    public static List<AskedFlow> Flows(JsonElement body, DateTimeOffset now, Dictionary<string, string[]> errors)
    {
        var flows = new List<AskedFlow>();
        if (!body.TryGetProperty("flows", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > SubscriberQuestions.MaxFlows)
        {
            errors["flows"] = [$"Must be an array of 1 to {SubscriberQuestions.MaxFlows}."];
            return flows;
        }

        foreach (var (element, i) in list.EnumerateArray().Select((e, i) => (e, i)))
        {
            var wrong = new Dictionary<string, string[]>(StringComparer.Ordinal);
            if (Undecided(element) is { } flow && PolicyEntryReader.Read(flow, PolicyLayer.Subscriber, now, wrong) is { } row)
            {
                flows.Add(new AskedFlow(row.FromDevice, row.Peer, row.Protocol, row.FirstPort, row.LastPort));
            }
            else
            {
                errors[$"flows[{i}]"] = [.. wrong.SelectMany(w => w.Value.Select(v => $"{w.Key}: {v}")).DefaultIfEmpty("Must be an object without action: that is the question.")];
            }
        }

        return flows;
    }

    /// <summary>The same members as an entry of a policy, and what is to be done is asked.</summary>
    private static JsonElement? Undecided(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || element.TryGetProperty("action", out _))
        {
            return null;
        }

        var entry = JsonObject.Create(element)!;
        entry["action"] = "block";
        return JsonSerializer.SerializeToElement(entry);
    }
}
