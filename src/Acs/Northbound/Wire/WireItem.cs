using System.Globalization;
using Provisioning.Conversations;
using Provisioning.Wire;

namespace Acs.Northbound.Wire;

/// <summary>An exchange in a list.</summary>
/// <param name="N">Its number: <c>/devices/{id}/wire/{n}</c>.</param>
/// <param name="Direction"><c>fromDevice</c> or <c>toDevice</c>: who spoke first.</param>
/// <param name="RequestBytes">Head and body.</param>
public sealed record WireItem(
    long N,
    DateTimeOffset At,
    string Protocol,
    ConversationDirection Direction,
    string Summary,
    int? Status,
    double Milliseconds,
    string? Remote,
    int RequestBytes,
    int? ResponseBytes)
{
    internal static WireItem Of(WireExchange exchange) => new(
        exchange.Number,
        exchange.At,
        exchange.Protocol.ToString().ToLower(CultureInfo.InvariantCulture),
        exchange.Request?.Direction ?? ConversationDirection.FromDevice,
        exchange.Summary,
        exchange.Status,
        Math.Round(exchange.Milliseconds, 3),
        exchange.Remote,
        Size(exchange.Request) ?? 0,
        Size(exchange.Response));

    private static int? Size(WireMessage? message) => message is null ? null : message.Head.Length + message.Body.Length;
}
