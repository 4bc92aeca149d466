using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Provisioning.Campaigns;

/// <summary>A device's lot in a campaign: evenly spread, the same whenever it is drawn, another one in each campaign.</summary>
internal static class DeviceLot
{
    /// <returns>At least 0, less than 1.</returns>
    public static double Draw(Guid campaign, string deviceKey)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{campaign:N}/{deviceKey}"));
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
