using Microsoft.Extensions.Logging;

namespace UspController.Agents;

/// <content>The hand that holds the conversation.</content>
internal sealed partial class AgentActor
{
    private async ValueTask<AgentInput?> ConverseAsync(AgentAction action)
    {
        try
        {
            switch (action)
            {
                case AgentAction.Open open:
                    return await OpenAsync(open);
                case AgentAction.Tell tell:
                    await _conversation!.ReportAsync(tell.Reports, _stop.Token);
                    return new AgentInput.Reported();
                case AgentAction.Ask:
                    var operation = await _conversation!.NextAsync(_stop.Token);
                    return new AgentInput.Next(operation, More: operation is null && _mail.Reader.Count > 0);
                case AgentAction.Complete complete:
                    await _conversation!.CompleteAsync(complete.Outcome, _stop.Token);
                    return new AgentInput.Completed();
                default:
                    throw new ArgumentOutOfRangeException(nameof(action), action, "Unknown action.");
            }
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            Log.ConversationFailed(_context.Logger, _endpointId, action.GetType().Name, e);
            await CloseAsync();
            Wake("the conversation failed");
            return new AgentInput.Broken();
        }
    }

    private async ValueTask<AgentInput> OpenAsync(AgentAction.Open open)
    {
        var link = _link;
        var identity = open.Identity;
        var trust = Trust;
        if (link is { Trust: ContactTrust.Device, Owner: { } owner } && owner != identity.Id)
        {
            if (!identity.Id.IsSameGateway(owner))
            {
                Log.NotItsOwn(_context.Logger, _endpointId, owner, identity.Id);
                return Refuse(link, identity.Id, "foreign-credentials", "its credentials are another device's");
            }

            // What an os:: endpoint id says has no product class: then the other one knows better, be it credential or DeviceInfo.
            identity = owner.ProductClass.Length > 0 ? identity with { Id = owner } : identity;
        }
        else if (trust != ContactTrust.Device && await _context.Credentials.HasConfirmedAsync(identity.Id, _stop.Token))
        {
            // What DeviceInfo says is anybody's to say: a device with credentials of its own is believed with those only.
            Log.WithoutItsOwn(_context.Logger, _endpointId, identity.Id);
            return Refuse(link, identity.Id, "without-own-credentials", "the device has credentials of its own, and the agent does not show them");
        }

        var contact = new Contact(
            identity,
            Protocols.Usp,
            trust,
            open.Events,
            open.Values,
            _context.Time.GetUtcNow(),
            link?.RemoteAddress);
        switch (await _context.Conversations.OpenAsync(contact, _stop.Token))
        {
            case ConversationResult.Opened opened:
                _conversation = opened.Conversation;
                Wake("a conversation was opened");
                return new AgentInput.Opened();
            case ConversationResult.Busy busy:
                Wake("another conversation holds the device");
                return new AgentInput.Busy(busy.RetryAfter);
            case ConversationResult.Refused refused:
                Log.Refused(_context.Logger, _endpointId, refused.Reason);
                _context.Metrics.Dropped("enrolment");
                Wake("refused: " + refused.Reason);
                return new AgentInput.Refused(refused.Reason);
            default:
                throw new InvalidOperationException("Neither opened, busy nor refused.");
        }
    }

    /// <summary>It stands in the list of attempts of the device that it would have been.</summary>
    /// <param name="reason">A metric's label.</param>
    private AgentInput.Refused Refuse(IAgentLink? link, DeviceId device, string reason, string text)
    {
        _context.Access?.Note(new AccessAttempt(device, link?.RemoteAddress ?? "", Protocols.Usp, link?.Mechanism ?? "none", AccessResult.Refused, reason));
        _context.Metrics.Dropped(reason);
        Wake(text);
        return new AgentInput.Refused("credentials");
    }

    private async ValueTask CloseAsync()
    {
        if (Interlocked.Exchange(ref _conversation, null) is not { } conversation)
        {
            return;
        }

        try
        {
            await conversation.DisposeAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.ConversationFailed(_context.Logger, _endpointId, nameof(AgentAction.Close), e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Session of agent {EndpointId} failed and begins anew")]
        public static partial void SessionFailed(ILogger logger, string endpointId, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Conversation of agent {EndpointId} failed at {Action}")]
        public static partial void ConversationFailed(ILogger logger, string endpointId, string action, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "Agent {EndpointId} shows credentials of {Owner} but says that it is {Identity}")]
        public static partial void NotItsOwn(ILogger logger, string endpointId, DeviceId owner, DeviceId identity);

        [LoggerMessage(4, LogLevel.Information, "Agent {EndpointId} is refused: {Reason}")]
        public static partial void Refused(ILogger logger, string endpointId, string reason);

        [LoggerMessage(5, LogLevel.Debug, "Message of agent {EndpointId} not used: {Reason}")]
        public static partial void Ignored(ILogger logger, string endpointId, string reason);

        [LoggerMessage(6, LogLevel.Warning, "Agent {EndpointId} does not take every subscription: {Code} {Text}")]
        public static partial void NotSubscribed(ILogger logger, string endpointId, string code, string text);

        [LoggerMessage(8, LogLevel.Warning, "Agent {EndpointId} says that it is {Identity}, which has credentials of its own, and does not show them; for a broker that checks them see Acs:Usp:Mqtt:BrokerVouches")]
        public static partial void WithoutItsOwn(ILogger logger, string endpointId, DeviceId identity);

        [LoggerMessage(9, LogLevel.Information, "Session context with agent {EndpointId} is begun anew ({Reason}) as {SessionId}")]
        public static partial void SessionRestarted(ILogger logger, string endpointId, string reason, ulong? sessionId);

        [LoggerMessage(7, LogLevel.Information, "Agent {EndpointId} gave no answer to {Request}")]
        public static partial void TimedOut(ILogger logger, string endpointId, string request);
    }
}
