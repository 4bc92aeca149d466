using System.Text;
using Provisioning.Conversations;
using Provisioning.Wire;

namespace Acs.Northbound.Wire;

/// <summary>Exchanges as text, to be read or put into a mail.</summary>
internal static class WireText
{
    public static string Of(IEnumerable<WireExchange> exchanges)
    {
        var text = new StringBuilder();
        foreach (var exchange in exchanges)
        {
            text.Append("===== ").Append(exchange.Number).Append("  ").Append(exchange.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"))
                .Append("  ").Append(exchange.Protocol).Append("  ").Append(exchange.Remote).Append("  ").Append(exchange.Summary)
                .Append("  ").Append(exchange.Milliseconds.ToString("0.0")).AppendLine(" ms");
            text.AppendJoin(", ", exchange.Facts.Select(f => $"{f.Name}={f.Value}")).AppendLine();
            Message(text, exchange.Request);
            Message(text, exchange.Response);
            text.AppendLine();
        }

        return text.ToString();
    }

    private static void Message(StringBuilder text, WireMessage? message)
    {
        if (message is null)
        {
            return;
        }

        text.AppendLine(message.Direction == ConversationDirection.FromDevice ? "----- from the device" : "----- to the device");
        if (message.Head.Length > 0)
        {
            text.Append(Encoding.Latin1.GetString(message.Head).TrimEnd()).AppendLine().AppendLine();
        }
        else
        {
            text.AppendLine(message.Line);
            message.Headers.ToList().ForEach(h => text.Append(h.Name).Append(": ").AppendLine(h.Value));
            text.AppendLine();
        }

        if (message.Note is { } note)
        {
            text.Append('(').Append(note).AppendLine(")");
        }

        if (message.Text is { } body)
        {
            text.AppendLine(body);
        }
        else if (message.Body.Length > 0)
        {
            text.AppendLine(Convert.ToHexStringLower(message.Body));
        }
    }
}
