using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Waking;

/// <summary>A way that works or does not, as the test says, and counts how often it was tried.</summary>
internal sealed class ScriptedWaker(string way) : IWaker
{
    public Protocols Protocol { get; init; } = Protocols.Cwmp;

    public string Way => way;

    public bool Works { get; set; }

    public bool IsKnown { get; set; } = true;

    public int Tried { get; private set; }

    /// <summary>What it waits for before it answers.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public bool CanTry(WakeTarget target) => IsKnown;

    public async ValueTask<WakeResult> WakeAsync(WakeTarget target, CancellationToken cancellationToken)
    {
        Tried++;
        await Gate;
        return new WakeResult(Works, way, Works ? "it came" : "nothing");
    }
}
