using System.Collections.Concurrent;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Tests.Cwmp;

/// <summary>Keeps what was seen.</summary>
internal sealed class NotedQuirks : IQuirkSightings
{
    public ConcurrentQueue<(DeviceId Device, Quirk Quirks)> Seen { get; } = new();

    public ConcurrentQueue<string> Details { get; } = new();

    public Quirk All => Seen.Aggregate(Quirk.None, (all, seen) => all | seen.Quirks);

    public void Saw(DeviceId device, Quirk quirks, string? detail = null)
    {
        Seen.Enqueue((device, quirks));
        if (detail is not null)
        {
            Details.Enqueue(detail);
        }
    }
}
