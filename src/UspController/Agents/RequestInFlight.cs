using Usp.Messages;
using UspController.Agents.Errands;

namespace UspController.Agents;

/// <summary>The one request that waits for its answer.</summary>
/// <param name="Message">Repeated as it is, under the same message id.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Deadline">When to repeat or to give up.</param>
/// <param name="Heard">The agent has sent something since: it lives.</param>
internal sealed record RequestInFlight(Msg Message, int Attempts, DateTimeOffset Deadline, bool Heard)
{
    public string Id => Message.Header.MsgId;

    public bool MayRepeat(int attempts) => Attempts < attempts && Errand.IsRepeatable(Message.Body.Request);
}
