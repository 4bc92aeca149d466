using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Acs.Waking;

/// <summary>Meter <c>Acs.Waking</c>.</summary>
internal sealed class WakingMetrics
{
    private readonly Counter<long> _tried;
    private readonly Counter<long> _limited;

    public WakingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Acs.Waking");
        _tried = meter.CreateCounter<long>("acs.wakes", "{wake}", "Ways tried to wake a device, by way and result.");
        _limited = meter.CreateCounter<long>("acs.wakes.limited", "{wake}", "Wakes not tried: the device was woken often enough.");
    }

    public void Tried(string way, bool reached) => _tried.Add(1, new TagList { { "way", way }, { "result", reached ? "reached" : "failed" } });

    public void Limited() => _limited.Add(1);
}
