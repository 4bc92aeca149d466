using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Hosts;

/// <summary>What one pass over a gateway's hosts has changed.</summary>
internal sealed class HostChanges(AcsDbContext db, DeviceRow device, DateTimeOffset now)
{
    private bool _firewall;

    public AcsDbContext Db { get; } = db;

    public DateTimeOffset Now { get; } = now;

    public bool Any { get; set; }

    /// <summary>Addresses, presence or URL of a host changed: with a URL, rules depend on it.</summary>
    public void Of(HostRow row)
    {
        Any = true;
        _firewall |= row.MudUrl is not null;
    }

    public void Explain(HostRow row, string reason)
    {
        if (row.Reason != reason)
        {
            row.Reason = reason;
            Any = true;
        }
    }

    public void Tell(string kind, string text)
    {
        Db.DeviceEvents.Add(new DeviceEventRow { DeviceId = device.Id, At = Now, Kind = kind, Text = text });
        Any = true;
    }

    public void Finish()
    {
        if (_firewall && !device.FirewallDirty)
        {
            device.FirewallDirty = true;
            device.Revision++;
        }
    }
}
