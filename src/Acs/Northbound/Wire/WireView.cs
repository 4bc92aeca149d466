using Provisioning.Wire;

namespace Acs.Northbound.Wire;

/// <summary>An exchange in full.</summary>
public sealed record WireView(WireItem Exchange, IReadOnlyDictionary<string, string> Facts, WireMessageView? Request, WireMessageView? Response)
{
    internal static WireView Of(WireExchange exchange) => new(
        WireItem.Of(exchange),
        exchange.Facts.GroupBy(f => f.Name, StringComparer.Ordinal).ToDictionary(f => f.Key, f => f.First().Value, StringComparer.Ordinal),
        WireMessageView.Of(exchange.Request),
        WireMessageView.Of(exchange.Response));
}
