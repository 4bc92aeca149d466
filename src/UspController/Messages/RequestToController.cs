using Usp.Messages;

namespace UspController.Messages;

/// <summary>What a controller answers to a request that only an agent serves, or a USP broker.</summary>
internal static class RequestToController
{
    public static Msg Answer(Msg message) => message.Body.Request switch
    {
        { Register: { } register } => RegisterMessage.Answer(message.Header.MsgId, register),
        { Deregister: { } deregister } => DeregisterMessage.Answer(message.Header.MsgId, deregister),
        // TR-369 R-MSG.1
        _ => ErrorMessage.Create(message.Header.MsgId, 7002, "A controller does not serve this request."),
    };
}
