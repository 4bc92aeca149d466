using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "Notify Response Fields": sent once what was told is durable.</summary>
internal static class NotifyRespMessage
{
    public static Msg Create(string messageId, string subscriptionId) => new()
    {
        Header = new Header { MsgId = messageId, MsgType = Header.Types.MsgType.NotifyResp },
        Body = new Body { Response = new Response { NotifyResp = new NotifyResp { SubscriptionId = subscriptionId } } },
    };
}
