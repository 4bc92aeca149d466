using UspController.Agents;

namespace UspController;

/// <summary>Makes an agent talk now: the controller begins, for a transport is up anyway.</summary>
internal sealed class UspWaker(UspControllerService controller, TimeProvider time) : IWaker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public Protocols Protocol => Protocols.Usp;

    /// <summary>What worked last is not remembered by transport: the agent's own last one is asked first in any case.</summary>
    public string Way => Mtp.MqttWay.Name;

    public async ValueTask<WakeResult> WakeAsync(WakeTarget target, CancellationToken cancellationToken)
    {
        // Where there is no way, all that there are have been asked.
        var ways = controller.Mtps is { Count: > 0 } running ? string.Join(' ', running.Select(m => m.Way)) : Way;
        if (target.EndpointId is not { } endpointId || !Records.EndpointId.IsValid(endpointId))
        {
            return new WakeResult(false, ways, "The device has no USP endpoint id.");
        }

        var link = controller.Find(endpointId);
        if (link is null)
        {
            return new WakeResult(false, ways, "The agent is not connected.");
        }

        var woken = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (controller.Agents?.Post(endpointId, new AgentMail(new AgentInput.Woken(), link, Woken: woken)) is not true)
        {
            return new WakeResult(false, link.Way, "Too many agents.");
        }

        try
        {
            var detail = await woken.Task.WaitAsync(Patience, time, cancellationToken);
            return new WakeResult(detail != "nobody listens there", link.Way, detail);
        }
        catch (TimeoutException)
        {
            return new WakeResult(false, link.Way, "The agent is connected but does not answer.");
        }
    }
}
