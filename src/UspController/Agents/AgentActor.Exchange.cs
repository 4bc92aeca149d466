using Google.Protobuf;
using Usp.Messages;
using UspController.Records;
using UspController.Sessions;

namespace UspController.Agents;

/// <content>The hand that wraps messages into records, and takes them out. Agents without session contexts cost nothing here.</content>
internal sealed partial class AgentActor
{
    private RecordExchange? _exchange;

    private RecordExchange Exchange => _exchange ??= new RecordExchange(_context.ControllerId, _endpointId, _context.Sessions, _context.Security);

    private bool UsesExchange => _exchange is not null || _context.ExchangesAlways;

    /// <summary>What the transport knows of the agent, or what the agent has shown of itself above it.</summary>
    private ContactTrust Trust => _exchange is { IsAuthenticated: true } ? ContactTrust.Device : _link?.Trust ?? ContactTrust.Anonymous;

    private async ValueTask<bool> TransmitAsync(Msg message)
    {
        if (!UsesExchange)
        {
            return _link is { } link && await link.SendAsync(RecordWriter.Write(message, _session.Version, _context.ControllerId, _endpointId), _stop.Token);
        }

        return await ExchangeAsync(Exchange.Send(message, _session.Version, _context.Time.GetUtcNow()));
    }

    /// <returns>False when nobody listens.</returns>
    private async ValueTask<bool> ExchangeAsync(IReadOnlyList<ExchangeOutput> outputs)
    {
        var sent = true;
        foreach (var output in outputs)
        {
            switch (output)
            {
                case ExchangeOutput.Transmit transmit:
                    sent = sent && _link is { } link && await link.SendAsync(transmit.Record.ToByteArray(), _stop.Token);
                    break;
                case ExchangeOutput.Deliver deliver:
                    await FeedAsync(new AgentInput.Received(deliver.Message));
                    break;
                case ExchangeOutput.Begun:
                    await FeedAsync(new AgentInput.Rerouted());
                    break;
                case ExchangeOutput.Dropped dropped:
                    _context.Metrics.Dropped(dropped.Reason);
                    Log.Ignored(_context.Logger, _endpointId, dropped.Reason);
                    break;
                case ExchangeOutput.Restarted restarted:
                    Log.SessionRestarted(_context.Logger, _endpointId, restarted.Reason, _exchange?.SessionId);
                    break;
            }
        }

        return sent;
    }

    private static DateTimeOffset? Sooner(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
