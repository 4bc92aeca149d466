using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Acs.Cwmp.Endpoint;

/// <summary>What can be counted of CWMP, meter <c>Acs.Cwmp</c>.</summary>
internal sealed class CwmpMetrics
{
    public const string MeterName = "Acs.Cwmp";

    private readonly Counter<long> _informs;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _challenges;
    private readonly Counter<long> _overloads;
    private readonly Counter<long> _tolerated;
    private readonly Counter<long> _connectionRequests;
    private readonly Counter<long> _lockOuts;
    private readonly Meter _meter;

    public CwmpMetrics(IMeterFactory factory)
    {
        var meter = _meter = factory.Create(MeterName);
        _informs = meter.CreateCounter<long>("acs.cwmp.informs", "{inform}", "Informs served, by first event.");
        _active = meter.CreateUpDownCounter<long>("acs.cwmp.sessions.active", "{session}", "Sessions open now.");
        _duration = meter.CreateHistogram<double>("acs.cwmp.session.duration", "s", "From Inform to the end of the session.");
        _requests = meter.CreateCounter<long>("acs.cwmp.requests", "{request}", "RPCs sent to gateways, by method.");
        _faults = meter.CreateCounter<long>("acs.cwmp.faults", "{fault}", "Faults that gateways answered, by code.");
        _refusals = meter.CreateCounter<long>("acs.cwmp.refused_bodies", "{body}", "POSTs not read, by reason: malformed, oversized, encoding, protocol.");
        _challenges = meter.CreateCounter<long>("acs.cwmp.challenges", "{challenge}", "401 answers, by reason.");
        _overloads = meter.CreateCounter<long>("acs.cwmp.unavailable", "{answer}", "503 answers, by reason: overload, busy, failure.");
        _tolerated = meter.CreateCounter<long>("acs.cwmp.tolerated", "{message}", "Messages read although wrong, by quirk.");
        _connectionRequests = meter.CreateCounter<long>("acs.cwmp.connection_requests", "{request}", "Connection requests, by result.");
        _lockOuts = meter.CreateCounter<long>("acs.cwmp.lockouts", "{lockout}", "Pairs of address and device that were locked.");
    }

    /// <summary>Unix time, so that an alarm compares it with its own clock; not told where there is no certificate.</summary>
    public void TellCertificateEnd(Func<DateTimeOffset?> endsAt) => _meter.CreateObservableGauge(
        "acs.cwmp.certificate.end",
        () => endsAt() is { } end ? [new Measurement<long>(end.ToUnixTimeSeconds())] : Array.Empty<Measurement<long>>(),
        "s",
        "When the CPE listener's certificate ends, in Unix time.");

    public void LockedOut() => _lockOuts.Add(1);

    public void InformServed(string kind) => _informs.Add(1, new KeyValuePair<string, object?>("event", kind));

    public void SessionStarted() => _active.Add(1);

    public void SessionEnded(TimeSpan duration)
    {
        _active.Add(-1);
        _duration.Record(duration.TotalSeconds);
    }

    public void RequestSent(string method) => _requests.Add(1, new KeyValuePair<string, object?>("method", method));

    public void FaultReceived(string code) =>
        _faults.Add(1, new KeyValuePair<string, object?>("code", code is { Length: 4 } && int.TryParse(code, out _) ? code : "other"));

    public void BodyRefused(string reason) => _refusals.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Challenged(string reason) => _challenges.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Unavailable(string reason) => _overloads.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Tolerated(string quirk) => _tolerated.Add(1, new KeyValuePair<string, object?>("quirk", quirk));

    public void ConnectionRequested(bool reached) =>
        _connectionRequests.Add(1, new TagList { { "result", reached ? "reached" : "failed" } });
}
