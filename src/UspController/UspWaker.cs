using UspController.Agents;

namespace UspController;

/// <summary>Makes an agent talk now: the controller begins, for the transport is up anyway.</summary>
internal sealed class UspWaker(UspControllerService controller, TimeProvider time) : IWaker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public Protocols Protocol => Protocols.Usp;

    public string Way => "usp-mqtt";

    public async ValueTask<WakeResult> WakeAsync(WakeTarget target, CancellationToken cancellationToken)
    {
        if (target.EndpointId is not { } endpointId || !Records.EndpointId.IsValid(endpointId))
        {
            return new WakeResult(false, Way, "The device has no USP endpoint id.");
        }

        var link = controller.Agents?.Find(endpointId)?.Link ?? controller.Mtp?.Find(endpointId);
        if (link is null)
        {
            return new WakeResult(false, Way, "The agent is not connected.");
        }

        var woken = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (controller.Agents?.Post(endpointId, new AgentMail(new AgentInput.Woken(), link, Woken: woken)) is not true)
        {
            return new WakeResult(false, Way, "Too many agents.");
        }

        try
        {
            var detail = await woken.Task.WaitAsync(Patience, time, cancellationToken);
            return new WakeResult(detail != "nobody listens there", Way, detail);
        }
        catch (TimeoutException)
        {
            return new WakeResult(false, Way, "The agent is connected but does not answer.");
        }
    }
}
