using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Warnings;

/// <summary>The trace: every step of a warning is an event, of the fleet or of one home.</summary>
internal static class WarningEvents
{
    private const int MaxText = 4000;

    public static void Tell(AcsDbContext db, string kind, string text, DateTimeOffset now, long? deviceId = null) =>
        db.DeviceEvents.Add(new DeviceEventRow { DeviceId = deviceId, At = now, Kind = kind, Text = text.Length <= MaxText ? text : text[..MaxText] });
}
