using System.Diagnostics.Metrics;

namespace Provisioning.Wire;

public sealed class WireMetrics
{
    private readonly Counter<long> _recorded;
    private readonly Counter<long> _dropped;

    public WireMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Acs.Wire");
        _recorded = meter.CreateCounter<long>("acs.wire.recorded", "{exchange}", "Exchanges written to the recording.");
        _dropped = meter.CreateCounter<long>("acs.wire.dropped", "{exchange}", "Exchanges not recorded because too much waited, or writing failed.");
    }

    public void Recorded() => _recorded.Add(1);

    public void Dropped(string reason) => _dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
