using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Community;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Hosts;

/// <summary>What one pass over a gateway's hosts has changed.</summary>
internal sealed class HostChanges(AcsDbContext db, DeviceRow device, DateTimeOffset now)
{
    private readonly HashSet<string> _models = new(StringComparer.Ordinal);
    private bool _firewall;

    public AcsDbContext Db { get; } = db;

    public DateTimeOffset Now { get; } = now;

    public bool Any { get; set; }

    /// <summary>Addresses, presence or URL of a host changed: with a URL, or a model that has a profile, rules depend on it.</summary>
    public void Of(HostRow row)
    {
        Any = true;
        _firewall |= row.MudUrl is not null;
        if (row is { MudUrl: null, Model: { } model })
        {
            _models.Add(model);
        }
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

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        _firewall = _firewall || (_models.Count > 0 && await Db.CommunityProfiles.AnyAsync(
            p => p.State == CommunityState.InForce && p.MudUrl == null && p.Model != null && _models.Contains(p.Model), cancellationToken));
        if (_firewall && !device.FirewallDirty)
        {
            device.FirewallDirty = true;
            device.Revision++;
        }
    }
}
