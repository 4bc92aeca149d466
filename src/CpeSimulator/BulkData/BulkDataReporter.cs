using System.Threading.Channels;

namespace CpeSimulator.BulkData;

/// <summary>Reports what the enabled rows of <c>Device.BulkData.Profile.</c> ask for, each at its interval (TR-369 Annex A).</summary>
internal sealed class BulkDataReporter
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Gateway _gateway;
    private readonly Action<string, string> _push;
    private readonly Dictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CollectedReport>> _failed = new(StringComparer.Ordinal);
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <param name="push">Sends <c>Push!</c> of a profile with its Data.</param>
    public BulkDataReporter(Gateway gateway, Action<string, string> push)
    {
        (_gateway, _push) = (gateway, push);
        gateway.Model.Changed += changes =>
        {
            if (changes.Any(c => c.Path.StartsWith("Device.BulkData.", StringComparison.Ordinal)))
            {
                _signal.Writer.TryWrite(true);
            }
        };
    }

    public async Task RunAsync(CancellationToken stop)
    {
        if (!_gateway.Model.Schema.Objects.ContainsKey("Device.BulkData."))
        {
            return;
        }

        while (!stop.IsCancellationRequested)
        {
            var profiles = ReportProfile.Enabled(_gateway.Model);
            foreach (var gone in _due.Keys.Where(k => profiles.All(p => p.Path != k)).ToList())
            {
                _due.Remove(gone);
                _failed.Remove(gone);
            }

            var next = _gateway.Now + Longest;
            foreach (var profile in profiles)
            {
                // A profile that was just enabled reports at once, which TimeReference leaves to the gateway.
                if (_gateway.Now >= _due.GetValueOrDefault(profile.Path))
                {
                    await ReportAsync(profile, stop);
                    _due[profile.Path] = _gateway.Now + profile.Interval;
                }

                next = _due[profile.Path] < next ? _due[profile.Path] : next;
            }

            await WaitAsync(next - _gateway.Now, stop);
        }
    }

    private async Task ReportAsync(ReportProfile profile, CancellationToken stop)
    {
        if (_gateway.IsCutOff)
        {
            return;
        }

        var report = new CollectedReport(_gateway.Now, ReportProfile.Collect(_gateway.Model, profile.References));
        if (profile.Protocol == "USPEventNotif")
        {
            _push(profile.Path, ReportEncoding.Encode([report], profile.Format));
            return;
        }

        var failed = _failed.TryGetValue(profile.Path, out var known) ? known : _failed[profile.Path] = [];
        failed.Add(report);
        if (await ReportSender.SendAsync(_gateway, profile, ReportEncoding.Encode(failed, profile.Format), stop) is { } trouble)
        {
            _gateway.Tell($"could not report bulk data: {trouble}");
            failed.RemoveRange(0, Math.Max(0, failed.Count - profile.Retained));
        }
        else
        {
            failed.Clear();
        }
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var wait = time < TimeSpan.Zero ? TimeSpan.Zero : time;
        await Task.WhenAny(_signal.Reader.WaitToReadAsync(ended.Token).AsTask(), Task.Delay(wait, _gateway.Clock, ended.Token));
        await ended.CancelAsync();
        stop.ThrowIfCancellationRequested();
        _signal.Reader.TryRead(out _);
    }
}
