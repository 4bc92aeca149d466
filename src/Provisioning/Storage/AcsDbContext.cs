using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Provisioning.Storage.Rows;

namespace Provisioning.Storage;

/// <summary>The truth. Times are UTC; SQLite cannot sort DateTimeOffset, so all providers store UTC DateTime.</summary>
public class AcsDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

    public DbSet<DeviceDocumentRow> DeviceDocuments => Set<DeviceDocumentRow>();

    public DbSet<DeviceLayerRow> DeviceLayers => Set<DeviceLayerRow>();

    public DbSet<DeviceCredentialRow> DeviceCredentials => Set<DeviceCredentialRow>();

    public DbSet<HostRow> Hosts => Set<HostRow>();

    public DbSet<MudFileRow> MudFiles => Set<MudFileRow>();

    public DbSet<MudFileVersionRow> MudFileVersions => Set<MudFileVersionRow>();

    public DbSet<GatewayNameRow> GatewayNames => Set<GatewayNameRow>();

    public DbSet<ResolvedNameRow> ResolvedNames => Set<ResolvedNameRow>();

    public DbSet<OperationRow> Operations => Set<OperationRow>();

    public DbSet<ConversationLineRow> ConversationLines => Set<ConversationLineRow>();

    public DbSet<DeviceEventRow> DeviceEvents => Set<DeviceEventRow>();

    public DbSet<FirmwareImageRow> FirmwareImages => Set<FirmwareImageRow>();

    public DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    public DbSet<CampaignTargetRow> CampaignTargets => Set<CampaignTargetRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<LeaseRow> Leases => Set<LeaseRow>();

    public DbSet<NodeRow> Nodes => Set<NodeRow>();

    public DbSet<DeviceChangeRow> DeviceChanges => Set<DeviceChangeRow>();

    public DbSet<WireRuleRow> WireRules => Set<WireRuleRow>();

    public DbSet<DeviceFileRow> DeviceFiles => Set<DeviceFileRow>();

    public DbSet<TransferRow> Transfers => Set<TransferRow>();

    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();

    public DbSet<AccessAttemptRow> AccessAttempts => Set<AccessAttemptRow>();

    public DbSet<DeviceReachRow> DeviceReach => Set<DeviceReachRow>();

    public DbSet<DeviceQuirkRow> DeviceQuirks => Set<DeviceQuirkRow>();

    public DbSet<ServerSecretRow> ServerSecrets => Set<ServerSecretRow>();

    public DbSet<BulkDataProfileRow> BulkDataProfiles => Set<BulkDataProfileRow>();

    public DbSet<SeriesRow> Series => Set<SeriesRow>();

    public DbSet<SampleRow> Samples => Set<SampleRow>();

    public DbSet<PolicyEntryRow> PolicyEntries => Set<PolicyEntryRow>();

    public DbSet<FlowFindingRow> FlowFindings => Set<FlowFindingRow>();

    public DbSet<ObservedHostRow> ObservedHosts => Set<ObservedHostRow>();

    public DbSet<AceUseRow> AceUses => Set<AceUseRow>();

    public DbSet<DeviceMudVersionRow> DeviceMudVersions => Set<DeviceMudVersionRow>();

    public DbSet<DeviceFirewallRow> DeviceFirewalls => Set<DeviceFirewallRow>();

    public DbSet<WaitingFlowsRow> WaitingFlows => Set<WaitingFlowsRow>();

    public DbSet<QuestionRow> Questions => Set<QuestionRow>();

    public DbSet<CommunityProfileRow> CommunityProfiles => Set<CommunityProfileRow>();

    public DbSet<CommunityVoteRow> CommunityVotes => Set<CommunityVoteRow>();

    public DbSet<CommunitySubmitterRow> CommunitySubmitters => Set<CommunitySubmitterRow>();

    public DbSet<MudChoiceRow> MudChoices => Set<MudChoiceRow>();

    public DbSet<SubscriberLinkRow> SubscriberLinks => Set<SubscriberLinkRow>();

    public DbSet<WarningSourceRow> WarningSources => Set<WarningSourceRow>();

    public DbSet<WarningRow> Warnings => Set<WarningRow>();

    public DbSet<WarningMatchRow> WarningMatches => Set<WarningMatchRow>();

    public DbSet<WarningProposalRow> WarningProposals => Set<WarningProposalRow>();

    public DbSet<WarningQuestionRow> WarningQuestions => Set<WarningQuestionRow>();

    public DbSet<WarningAppealRow> WarningAppeals => Set<WarningAppealRow>();

    public DbSet<WarnedSubjectRow> WarnedSubjects => Set<WarnedSubjectRow>();

    public DbSet<ObservedFlowRow> ObservedFlows => Set<ObservedFlowRow>();

    public DbSet<FlowCounterRow> FlowCounters => Set<FlowCounterRow>();

    public DbSet<PolicyAppealRow> PolicyAppeals => Set<PolicyAppealRow>();

    public DbSet<ServerFactRow> ServerFacts => Set<ServerFactRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        configurationBuilder.Properties<string>().HaveMaxLength(512);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DeviceRow>(device =>
        {
            device.HasIndex(d => d.Key).IsUnique();
            device.HasIndex(d => new { d.Oui, d.SerialNumber });
            device.HasIndex(d => d.EndpointId).IsUnique();
            device.HasIndex(d => d.LastContactAt);
            device.HasIndex(d => d.FirewallDirty);
            device.HasIndex(d => d.WanAddress);
            device.Property(d => d.WanAddress).HasMaxLength(45);
            device.Property(d => d.Revision).IsConcurrencyToken();
            device.Property(d => d.ConvergenceReason).HasMaxLength(4000);
        });
        modelBuilder.Entity<DeviceDocumentRow>().HasKey(d => d.DeviceId);
        modelBuilder.Entity<DeviceDocumentRow>().Property(d => d.DeviceId).ValueGeneratedNever();
        modelBuilder.Entity<DeviceDocumentRow>().Property(d => d.Version).IsConcurrencyToken();
        modelBuilder.Entity<DeviceLayerRow>().HasKey(l => new { l.DeviceId, l.Name });
        modelBuilder.Entity<DeviceCredentialRow>(credential =>
        {
            credential.HasKey(c => c.DeviceId);
            credential.Property(c => c.DeviceId).ValueGeneratedNever();
            credential.HasIndex(c => c.Username).IsUnique();
        });
        modelBuilder.Entity<HostRow>(host =>
        {
            host.HasKey(h => new { h.DeviceId, h.Mac });
            host.HasIndex(h => h.Mac);
            host.HasIndex(h => h.MudUrl);
            host.Property(h => h.VendorClass).HasMaxLength(255);
            host.Property(h => h.ModeSetBy).HasDefaultValue(Provisioning.Mud.Modes.ModeSource.Default).HasSentinel(Provisioning.Mud.Modes.ModeSource.Default);
            host.HasIndex(h => h.ProposedMudUrl);
            host.HasIndex(h => h.Model);
            host.Property(h => h.Model).HasMaxLength(200);
            host.Property(h => h.ModelSource).HasMaxLength(20);
            host.Property(h => h.MudSigner).HasMaxLength(1000);
            host.Property(h => h.ProposedMudUrlReason).HasMaxLength(2000);
            host.Property(h => h.Addresses).HasMaxLength(4000);
            host.Property(h => h.Reason).HasMaxLength(4000);
            host.Property(h => h.Approximations).HasMaxLength(-1);
        });
        modelBuilder.Entity<MudFileRow>(file =>
        {
            file.HasIndex(f => f.Url).IsUnique();
            file.Property(f => f.Diagnostics).HasMaxLength(-1);
            file.Property(f => f.Failure).HasMaxLength(4000);
            file.Property(f => f.SignatureDetail).HasMaxLength(4000);
            file.Property(f => f.SignerId).HasMaxLength(64);
            file.Property(f => f.ServedSha256).HasMaxLength(64);
            file.Property(f => f.WaitingSha256).HasMaxLength(64);
        });
        modelBuilder.Entity<MudFileVersionRow>(version =>
        {
            version.HasIndex(v => new { v.MudFileId, v.Sha256 }).IsUnique();
            version.HasIndex(v => new { v.MudFileId, v.State });
            version.Property(v => v.Sha256).HasMaxLength(64);
            version.Property(v => v.SignerId).HasMaxLength(64);
            version.Property(v => v.SignatureDetail).HasMaxLength(4000);
            version.Property(v => v.Diagnostics).HasMaxLength(-1);
            version.Property(v => v.WaitsBecause).HasMaxLength(4000);
            version.Property(v => v.Reason).HasMaxLength(1000);
        });
        modelBuilder.Entity<GatewayNameRow>(name =>
        {
            name.HasKey(n => new { n.DeviceId, n.Name });
            name.Property(n => n.Name).HasMaxLength(255);
            name.Property(n => n.Addresses).HasMaxLength(-1);
            name.HasIndex(n => n.DueAt);
            name.HasIndex(n => n.OperationId);
        });
        modelBuilder.Entity<PolicyEntryRow>(entry =>
        {
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.HasIndex(e => new { e.DeviceId, e.EndedAt });
            entry.HasIndex(e => e.EndsAt);
            entry.Property(e => e.Reason).HasMaxLength(1000);
        });
        modelBuilder.Entity<FlowFindingRow>(finding =>
        {
            finding.Property(f => f.Mac).HasMaxLength(17);
            finding.Property(f => f.Peer).HasMaxLength(45);
            finding.HasIndex(f => new { f.DeviceId, f.Mac, f.Kind, f.FromDevice, f.Peer, f.Protocol, f.Port }).IsUnique();
            finding.HasIndex(f => f.MudUrl);
            finding.HasIndex(f => f.LastSeenAt);
        });
        modelBuilder.Entity<ObservedHostRow>(host =>
        {
            host.HasKey(h => new { h.DeviceId, h.Mac });
            host.Property(h => h.Mac).HasMaxLength(17);
            host.HasIndex(h => h.MudUrl);
            host.HasIndex(h => h.LastFlowAt);
        });
        modelBuilder.Entity<AceUseRow>(use =>
        {
            // SQL Server's keys have 900 bytes.
            use.HasKey(u => new { u.MudFileId, u.Ace });
            use.Property(u => u.Ace).HasMaxLength(400);
            use.HasIndex(u => u.LastUsedAt);
        });
        modelBuilder.Entity<DeviceMudVersionRow>(version =>
        {
            version.HasKey(v => new { v.DeviceId, v.MudFileId });
            version.Property(v => v.Sha256).HasMaxLength(64);
            version.HasIndex(v => v.CampaignId);
        });
        modelBuilder.Entity<DeviceFirewallRow>(firewall =>
        {
            firewall.HasKey(f => f.DeviceId);
            firewall.Property(f => f.DeviceId).ValueGeneratedNever();
            firewall.Property(f => f.ConfirmedHash).HasMaxLength(64);
            firewall.Property(f => f.TrialHash).HasMaxLength(64);
            firewall.Property(f => f.UndoneHash).HasMaxLength(64);
            firewall.HasIndex(f => f.LostAt);
        });
        modelBuilder.Entity<WaitingFlowsRow>(flows =>
        {
            flows.Property(f => f.Flows).HasMaxLength(-1);
            flows.HasIndex(f => f.DeviceId);
        });
        modelBuilder.Entity<QuestionRow>(question =>
        {
            question.Property(q => q.Id).ValueGeneratedNever();
            question.HasIndex(q => q.TokenHash).IsUnique();
            question.HasIndex(q => new { q.DeviceId, q.Mac });
            question.Property(q => q.Text).HasMaxLength(2000);
            question.Property(q => q.Flows).HasMaxLength(-1);
            question.Property(q => q.Entries).HasMaxLength(4000);
        });
        modelBuilder.Entity<CommunityProfileRow>(profile =>
        {
            profile.Property(p => p.Id).ValueGeneratedNever();
            profile.Property(p => p.MudUrl).HasMaxLength(255);
            profile.HasIndex(p => new { p.MudUrl, p.State });
            profile.HasIndex(p => new { p.State, p.Model });
            profile.Property(p => p.Reason).HasMaxLength(1000);
        });
        modelBuilder.Entity<CommunityVoteRow>(vote =>
        {
            vote.HasKey(v => new { v.ProfileId, v.Submitter });
            vote.Property(v => v.Submitter).HasMaxLength(200);
            vote.HasIndex(v => v.Submitter);
            vote.Property(v => v.Provenance).HasMaxLength(1000);
        });
        modelBuilder.Entity<CommunitySubmitterRow>(submitter =>
        {
            submitter.Property(s => s.Id).ValueGeneratedNever();
            submitter.HasIndex(s => s.Hash).IsUnique();
        });
        modelBuilder.Entity<MudChoiceRow>(choice =>
        {
            choice.Property(c => c.Mac).HasMaxLength(17);
            choice.HasIndex(c => new { c.DeviceId, c.EndedAt });
            choice.HasIndex(c => new { c.Source, c.EndedAt });
        });
        modelBuilder.Entity<SubscriberLinkRow>(link =>
        {
            link.HasKey(l => l.TokenHash);
            link.Property(l => l.TokenHash).HasMaxLength(64);
            link.HasIndex(l => l.ExpiresAt);
        });
        WarningRows.Configure(modelBuilder);
        OutsideRows.Configure(modelBuilder);
        modelBuilder.Entity<ResolvedNameRow>(name =>
        {
            name.HasKey(n => n.Name);
            name.Property(n => n.Name).HasMaxLength(255);
            name.Property(n => n.Addresses).HasMaxLength(-1);
            name.Property(n => n.History).HasMaxLength(-1);
            name.Property(n => n.Behaviour).HasDefaultValue(Provisioning.Mud.Names.NameBehaviour.Stable);
            name.HasIndex(n => n.DueAt);
        });
        modelBuilder.Entity<OperationRow>(operation =>
        {
            operation.HasIndex(o => new { o.DeviceId, o.State });
            operation.Property(o => o.Request).HasMaxLength(-1);
            operation.Property(o => o.Result).HasMaxLength(-1);
            operation.Property(o => o.Fault).HasMaxLength(-1);
        });
        modelBuilder.Entity<ConversationLineRow>().HasIndex(l => new { l.DeviceId, l.Id });
        modelBuilder.Entity<ConversationLineRow>().HasIndex(l => l.At);
        modelBuilder.Entity<DeviceEventRow>().HasIndex(e => new { e.DeviceId, e.Id });
        modelBuilder.Entity<DeviceEventRow>().HasIndex(e => e.At);
        modelBuilder.Entity<DeviceEventRow>().Property(e => e.Text).HasMaxLength(4000);
        modelBuilder.Entity<FirmwareImageRow>().Property(i => i.FileType).HasDefaultValue(Provisioning.Transfers.TransferFileTypes.Firmware);
        modelBuilder.Entity<CampaignRow>().Property(c => c.Plan).HasMaxLength(-1);
        modelBuilder.Entity<CampaignRow>().Property(c => c.Reason).HasMaxLength(4000);
        modelBuilder.Entity<CampaignRow>().Property(c => c.Revision).IsConcurrencyToken();
        modelBuilder.Entity<CampaignTargetRow>(target =>
        {
            target.HasKey(t => new { t.CampaignId, t.DeviceId });
            target.HasIndex(t => new { t.CampaignId, t.State });
            target.HasIndex(t => t.DeviceId);
            target.Property(t => t.Reason).HasMaxLength(4000);
        });
        modelBuilder.Entity<ApiKeyRow>().HasIndex(k => k.Hash).IsUnique();
        modelBuilder.Entity<WebhookRow>().Property(w => w.Url).HasMaxLength(2000);
        modelBuilder.Entity<WebhookRow>().Property(w => w.Kinds).HasMaxLength(4000);
        modelBuilder.Entity<WebhookRow>().Property(w => w.Secret).HasMaxLength(2000);
        modelBuilder.Entity<WireRuleRow>().Property(r => r.Search).HasMaxLength(4000);
        modelBuilder.Entity<DeviceFileRow>().HasIndex(f => new { f.DeviceId, f.ReceivedAt });
        modelBuilder.Entity<DeviceFileRow>().HasIndex(f => f.OperationId);
        modelBuilder.Entity<TransferRow>(transfer =>
        {
            transfer.HasKey(t => new { t.DeviceId, t.Attempt });
            transfer.HasIndex(t => t.ExpiresAt);
            transfer.HasIndex(t => t.DueAt);
        });
        modelBuilder.Entity<AccessAttemptRow>().HasIndex(a => new { a.DeviceKey, a.At });
        modelBuilder.Entity<AccessAttemptRow>().HasIndex(a => new { a.Result, a.Id });
        modelBuilder.Entity<AccessAttemptRow>().HasIndex(a => a.At);
        modelBuilder.Entity<DeviceReachRow>(reach =>
        {
            reach.HasKey(r => r.DeviceId);
            reach.Property(r => r.DeviceId).ValueGeneratedNever();
            reach.HasIndex(r => r.StunUsername).IsUnique();
        });
        modelBuilder.Entity<DeviceQuirkRow>().HasKey(q => new { q.DeviceId, q.Quirk });
        modelBuilder.Entity<DeviceQuirkRow>().HasIndex(q => q.Quirk);
        modelBuilder.Entity<ServerSecretRow>().HasKey(s => s.Name);
        modelBuilder.Entity<ServerSecretRow>().Property(s => s.ProtectedValue).HasMaxLength(-1);
        modelBuilder.Entity<BulkDataProfileRow>().HasKey(p => p.Name);
        modelBuilder.Entity<BulkDataProfileRow>().Property(p => p.Search).HasMaxLength(4000);
        modelBuilder.Entity<BulkDataProfileRow>().Property(p => p.Plan).HasMaxLength(-1);
        modelBuilder.Entity<SeriesRow>().HasIndex(s => new { s.DeviceId, s.Path }).IsUnique();
        modelBuilder.Entity<SampleRow>().HasKey(s => new { s.SeriesId, s.At });
        modelBuilder.Entity<SampleRow>().HasIndex(s => s.At);
        modelBuilder.Entity<LeaseRow>().HasKey(l => l.DeviceId);
        modelBuilder.Entity<LeaseRow>().Property(l => l.DeviceId).ValueGeneratedNever();
        modelBuilder.Entity<DeviceChangeRow>().HasIndex(c => new { c.Node, c.Id });
        modelBuilder.Entity<DeviceChangeRow>().HasIndex(c => c.At);
    }

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
        value => value.UtcDateTime,
        value => new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)));
}
