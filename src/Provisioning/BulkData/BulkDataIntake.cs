using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Provisioning.BulkData.Reports;
using Provisioning.BulkData.Series;
using Provisioning.Conversations;
using Provisioning.Conversations.Running;
using Provisioning.Devices;
using Provisioning.Flows.Sources;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.BulkData;

/// <summary>Takes what gateways collected, whichever way it came. What is taken is on disk before it is acknowledged.</summary>
public sealed class BulkDataIntake(
    IGroupCommit commit, BulkDataRates rates, FlowMaps maps, WaitingFlows waiting, IWorkSignal signal, IOptions<BulkDataOptions> options, IMeterFactory meters, TimeProvider time)
{
    private const string Refused = "bulkdata.refused";

    private readonly Counter<long> _values = meters.Create("Provisioning.BulkData")
        .CreateCounter<long>("acs.bulkdata.values", "{value}", "Values of bulk data, by way and result.");

    private readonly Counter<long> _bodies = meters.Create("Provisioning.BulkData")
        .CreateCounter<long>("acs.bulkdata.reports", "{report}", "Bodies of bulk data, by way and result.");

    /// <summary>Takes a body that came over HTTP; durable when it returns.</summary>
    public async Task<BulkDataVerdict> TakeAsync(long deviceId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var verdict = Judge(deviceId, body, now, "http");
        if (verdict is BulkDataVerdict.Taken taken)
        {
            var dropped = 0;
            await commit.CommitAsync(
                async (db, token) =>
                {
                    await waiting.AddAsync(db, deviceId, taken.Flows, now, token);
                    dropped = await SeriesWriter.WriteAsync(db, deviceId, taken.Reports, now, options.Value, token);
                    if (dropped > 0 && rates.MayNote(deviceId, now))
                    {
                        db.DeviceEvents.Add(Note(deviceId, now, NoRoom(dropped)));
                    }
                },
                cancellationToken);
            Count(taken, dropped, "http");
            Signal(taken);
        }
        else if (rates.MayNote(deviceId, now))
        {
            await commit.CommitAsync(
                (db, _) =>
                {
                    db.DeviceEvents.Add(Note(deviceId, now, Say(verdict)));
                    return Task.CompletedTask;
                },
                cancellationToken);
        }

        return verdict;
    }

    /// <summary>
    /// Takes a Push!; written with the workspace. A bad one is acknowledged all the same: the agent would repeat it for ever, and
    /// it would not become better (TR-369 R-NOT.1).
    /// </summary>
    internal void Take(Workspace workspace, Report.BulkData pushed, DateTimeOffset now)
    {
        var deviceId = workspace.Known.RowId;
        if (workspace.Facts.Status != DeviceStatus.Active)
        {
            return;
        }

        var verdict = Judge(deviceId, Encoding.UTF8.GetBytes(pushed.Data), now, "usp");
        if (verdict is BulkDataVerdict.Taken taken)
        {
            workspace.AlsoWrite(async (db, device, token) =>
            {
                await waiting.AddAsync(db, device.Id, taken.Flows, now, token);
                var dropped = await SeriesWriter.WriteAsync(db, device.Id, taken.Reports, now, options.Value, token);
                if (dropped > 0 && rates.MayNote(deviceId, now))
                {
                    db.DeviceEvents.Add(Note(deviceId, now, NoRoom(dropped)));
                }
            });
            workspace.Afterwards(() =>
            {
                Count(taken, 0, "usp");
                Signal(taken);
            });
        }
        else if (rates.MayNote(deviceId, now))
        {
            workspace.Happened(Refused, $"{pushed.Profile}: {Say(verdict)}");
        }
    }

    private BulkDataVerdict Judge(long deviceId, ReadOnlyMemory<byte> body, DateTimeOffset now, string via)
    {
        BulkDataVerdict verdict;
        if (body.Length > options.Value.MaxInflatedBytes)
        {
            verdict = new BulkDataVerdict.Malformed($"It is larger than {options.Value.MaxInflatedBytes} bytes.");
        }
        else if (BulkReportReader.Read(body, options.Value, out var error) is not { } reports)
        {
            verdict = new BulkDataVerdict.Malformed(error);
        }
        else
        {
            var wait = rates.Take(deviceId, reports.Sum(r => r.Values.Count), options.Value.ValuesPerHour, now);
            verdict = wait > TimeSpan.Zero ? new BulkDataVerdict.TooMuch(wait) : Sort(reports);
        }

        _bodies.Add(1, new KeyValuePair<string, object?>("via", via), new("result", verdict switch
        {
            BulkDataVerdict.Taken => "taken",
            BulkDataVerdict.Malformed => "malformed",
            _ => "too much",
        }));
        return verdict;
    }

    /// <summary>Rows that tell of flows are no series.</summary>
    private BulkDataVerdict.Taken Sort(IReadOnlyList<BulkReport> reports)
    {
        var sorted = reports.Select(r => (Report: r, Parts: maps.Split(r.Values, v => v.Name, v => v.Text ?? v.Number?.ToString(CultureInfo.InvariantCulture)))).ToList();
        return new BulkDataVerdict.Taken([.. sorted.Select(s => s.Report with { Values = s.Parts.Others })], [.. sorted.SelectMany(s => s.Parts.Flows)]);
    }

    private void Signal(BulkDataVerdict.Taken taken)
    {
        if (taken.Flows.Count > 0)
        {
            signal.FlowsWaiting();
        }
    }

    private void Count(BulkDataVerdict.Taken taken, int dropped, string via)
    {
        _values.Add(taken.Reports.Sum(r => r.Values.Count) - dropped, new KeyValuePair<string, object?>("via", via), new("result", "kept"));
        if (dropped > 0)
        {
            _values.Add(dropped, new KeyValuePair<string, object?>("via", via), new("result", "no room"));
        }
    }

    private string Say(BulkDataVerdict verdict) => verdict is BulkDataVerdict.Malformed malformed
        ? $"A bulk data report could not be read. {malformed.Reason}"
        : $"More than {options.Value.ValuesPerHour} values of bulk data came within an hour; the rest is not taken.";

    private string NoRoom(int dropped) => $"It reports more than {options.Value.SeriesPerDevice} parameters; {dropped} values were dropped.";

    private static DeviceEventRow Note(long deviceId, DateTimeOffset at, string text) => new() { DeviceId = deviceId, At = at, Kind = Refused, Text = text };
}
