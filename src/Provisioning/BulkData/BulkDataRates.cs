namespace Provisioning.BulkData;

/// <summary>How many values each device brought in its present hour, and whether its trouble was noted in it. Bounded; a cleared one begins anew.</summary>
public sealed class BulkDataRates
{
    private const int MaxDevices = 200_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, (DateTimeOffset Since, int Values, bool Noted)> _devices = [];

    /// <returns>Zero: they are within the limit, and counted. Else how long until the next hour.</returns>
    public TimeSpan Take(long deviceId, int values, int perHour, DateTimeOffset now)
    {
        lock (_gate)
        {
            var hour = Of(deviceId, now);
            // A body that is larger than the whole hour's share is taken when the hour is fresh: it would never fit else.
            if (hour.Values > 0 && hour.Values + (long)values > perHour)
            {
                return hour.Since + Hour - now;
            }

            _devices[deviceId] = hour with { Values = hour.Values + values };
            return TimeSpan.Zero;
        }
    }

    /// <summary>True once an hour: a device that sends nothing but trouble does not fill its history with it.</summary>
    public bool MayNote(long deviceId, DateTimeOffset now)
    {
        lock (_gate)
        {
            var hour = Of(deviceId, now);
            _devices[deviceId] = hour with { Noted = true };
            return !hour.Noted;
        }
    }

    private (DateTimeOffset Since, int Values, bool Noted) Of(long deviceId, DateTimeOffset now)
    {
        if (_devices.TryGetValue(deviceId, out var hour) && now - hour.Since < Hour && now >= hour.Since)
        {
            return hour;
        }

        if (_devices.Count >= MaxDevices)
        {
            _devices.Clear();
        }

        return (now, 0, false);
    }
}
