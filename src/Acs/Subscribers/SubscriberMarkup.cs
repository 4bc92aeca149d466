using System.Globalization;
using System.Net;
using Provisioning.Mud.Questions;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Proposals;

namespace Acs.Subscribers;

/// <summary>The markup of a subscriber's page; every foreign text is encoded.</summary>
internal static class SubscriberMarkup
{
    /// <param name="objection">What was objected; null: nothing.</param>
    /// <param name="mayObject">An outsider's warning is behind the question.</param>
    public static string Of(QuestionRow question, string host, string token, WarningAppealRow? objection, bool mayObject) => Page(
        $"A question about {host}",
        $"""
        <p>{Encode(question.Text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>
        <table>
          <caption>What {Encode(host)} does</caption>
          <thead><tr><th scope="col">Way</th><th scope="col">Other side</th><th scope="col">What</th></tr></thead>
          <tbody>{string.Concat(SubscriberQuestions.FlowsOf(question).Select(Row))}</tbody>
        </table>
        {(question.Answer is { } answer ? Answered(question, answer) : Form(token))}
        {(objection is not null ? Objected(objection) : mayObject ? ObjectionForm(token) : "")}
        <p class="hint">Asked on {question.AskedAt.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}. The link answers until {question.ExpiresAt.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.</p>
        """);

    public static string Unknown() => Page("This link does not work", "<p>It is not known here, or its time is over. Ask whoever sent it for another.</p>");

    private static string Row(AskedFlow flow) =>
        $"<tr><td>{(flow.FromDevice ? "opens connections to" : "lets in connections from")}</td><td>{Encode(flow.Peer == "any" ? "anybody" : flow.Peer)}{Who(flow)}</td><td>{Encode(Service(flow))}</td></tr>";

    private static string Who(AskedFlow flow) =>
        (flow.Addresses > 1 ? $" ({flow.Addresses.ToString(CultureInfo.InvariantCulture)} addresses)" : "")
        + (flow.Names.Count == 0 ? "" : $"<br><span class=\"hint\">known as {Encode(string.Join(", ", flow.Names))}</span>");

    private static string Service(AskedFlow flow)
    {
        var protocol = flow.Protocol switch { 6 => "TCP", 17 => "UDP", 1 or 58 => "ICMP", -1 => "anything", var number => $"protocol {number}" };
        return (flow.FirstPort, flow.LastPort) == (0, ushort.MaxValue) ? protocol
            : flow.FirstPort == flow.LastPort ? $"{protocol}, port {flow.FirstPort}"
            : $"{protocol}, ports {flow.FirstPort} to {flow.LastPort}";
    }

    private static string Form(string token) =>
        $"""
        <form method="post" action="{Encode(SubscriberPage.PathOf(token))}">
          <button name="answer" value="allow">Allow it</button>
          <button name="answer" value="block">Block it</button>
          <button name="answer" value="tell">Change nothing, and tell the maker</button>
        </form>
        """;

    private static string ObjectionForm(string token) =>
        $"""
        <h2>Is the warning wrong?</h2>
        <form method="post" action="{Encode(SubscriberPage.PathOf(token))}/objection">
          <label for="objection">Say why. A person at your provider decides.</label>
          <textarea id="objection" name="text" rows="3" maxlength="{WarningAppeals.MaxText}" required></textarea>
          <button>Object</button>
        </form>
        """;

    private static string Objected(WarningAppealRow objection)
    {
        var standing = objection.Accepted switch
        {
            null => "Your provider has not decided yet.",
            true => $"Your provider agrees: {objection.Reason}",
            false => $"Your provider does not agree: {objection.Reason}",
        };
        return $"<h2>You objected</h2><p>{Encode(objection.Text)}</p><p role=\"status\">{Encode(standing)}</p>";
    }

    private static string Answered(QuestionRow question, QuestionAnswer answer)
    {
        var words = answer switch
        {
            QuestionAnswer.Allow => "It is allowed, as far as your provider's own rules let it.",
            QuestionAnswer.Block => "It is blocked.",
            _ => "Nothing is changed, and the maker is to be told.",
        };
        var back = question.TakenBackAt is { } at ? $" This was taken back on {at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}." : " Your provider takes the answer back when you ask for it.";
        return $"<p class=\"answer\" role=\"status\"><strong>{words}</strong> Answered by {Encode(question.AnsweredBy ?? "")} on {question.AnsweredAt?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.{back}</p>";
    }

    internal static string Page(string title, string body) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{{Encode(title)}}</title>
          <link rel="icon" href="data:,">
          <style>
            :root { color-scheme: light dark; --back: #f6f8fa; --card: #fff; --text: #1d2733; --soft: #4d5a68; --line: #8a96a3; --main: #0b5cad; --good: #e2f1e5; }
            @media (prefers-color-scheme: dark) {
              :root { --back: #10161e; --card: #18212c; --text: #e3e9f0; --soft: #a9b4c0; --line: #6b7a89; --main: #1f6fc4; --good: #173524; }
            }
            body { font: 17px/1.5 system-ui, sans-serif; background: var(--back); color: var(--text); margin: 0; padding: 1rem; }
            main { background: var(--card); border: 1px solid color-mix(in srgb, var(--line) 40%, transparent); padding: 1.5rem; border-radius: .5rem; max-width: 40rem; margin: 2rem auto; }
            h1 { font-size: 1.4rem; margin: 0 0 1rem; }
            table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
            caption { text-align: left; color: var(--soft); }
            th, td { text-align: left; padding: .35rem .5rem .35rem 0; border-bottom: 1px solid color-mix(in srgb, var(--line) 40%, transparent); overflow-wrap: anywhere; }
            button { display: block; width: 100%; margin-top: .6rem; font: inherit; padding: .7rem; border: 1px solid var(--main); border-radius: .25rem; background: var(--main); color: #fff; cursor: pointer; }
            h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
            textarea { display: block; width: 100%; box-sizing: border-box; font: inherit; margin-top: .4rem; }
            h3 { font-size: 1rem; margin: 1rem 0 .25rem; overflow-wrap: anywhere; }
            .rule { border-bottom: 1px solid color-mix(in srgb, var(--line) 40%, transparent); padding-bottom: .75rem; }
            .rule p { margin: .25rem 0; }
            .answer { background: var(--good); padding: .75rem; border-radius: .25rem; }
            .hint { color: var(--soft); font-size: .9rem; }
          </style>
        </head>
        <body><main><h1>{{Encode(title)}}</h1>{{body}}</main></body>
        </html>
        """;

    internal static string Encode(string text) => WebUtility.HtmlEncode(text);
}
