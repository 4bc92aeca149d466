using Microsoft.EntityFrameworkCore;

namespace Provisioning.Storage.Rows;

/// <summary>Keys, indexes and lengths of what gateways tell of flows, of appeals, and of what the server remembers of itself.</summary>
internal static class OutsideRows
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<ObservedFlowRow>(flow =>
        {
            flow.Property(f => f.Mac).HasMaxLength(17);
            flow.Property(f => f.Peer).HasMaxLength(45);
            flow.Property(f => f.SourcePorts).HasMaxLength(200);
            flow.Property(f => f.TranslatedSource).HasMaxLength(45);
            flow.HasIndex(f => new { f.DeviceId, f.Mac, f.Peer, f.Protocol, f.Port }).IsUnique();
            flow.HasIndex(f => f.TranslatedSource);
            flow.HasIndex(f => f.LastSeenAt);
        });
        model.Entity<FlowCounterRow>(counter =>
        {
            counter.HasKey(c => new { c.DeviceId, c.Row });
            counter.Property(c => c.Row).HasMaxLength(256);
            counter.Property(c => c.Subject).HasMaxLength(400);
            counter.HasIndex(c => c.SeenAt);
        });
        model.Entity<PolicyAppealRow>(appeal =>
        {
            appeal.Property(a => a.Id).ValueGeneratedNever();
            appeal.HasIndex(a => a.EntryId);
            appeal.HasIndex(a => new { a.DeviceId, a.Accepted });
            appeal.HasIndex(a => a.Accepted);
            appeal.Property(a => a.Text).HasMaxLength(2000);
            appeal.Property(a => a.Reason).HasMaxLength(1000);
        });
        model.Entity<ServerFactRow>().HasKey(f => f.Name);
        model.Entity<ServerFactRow>().Property(f => f.Name).HasMaxLength(100);
    }
}
