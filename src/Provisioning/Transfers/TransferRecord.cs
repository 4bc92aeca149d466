using System.Globalization;
using Provisioning.Storage.Rows;

namespace Provisioning.Transfers;

/// <summary>What this server saw of a transfer, in words.</summary>
public static class TransferRecord
{
    public static string Seen(TransferRow row)
    {
        var verb = row.IsUpload ? "received" : "fetched";
        return !row.IsHere ? "the file does not lie on this server"
            : row.StartedAt is null ? $"nothing was {verb}"
            : row.IsDelivered ? $"all {(row.Size > 0 ? row.Size : row.Bytes)} bytes {verb} at {Time(row.DeliveredAt)}"
            : row.Size > 0 ? $"{row.Bytes} of {row.Size} bytes {verb}, the last at {Time(row.SeenAt)}"
            : $"{row.Bytes} bytes {verb}, the last at {Time(row.SeenAt)}";
    }

    private static string Time(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "no time";
}
