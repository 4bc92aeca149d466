using Microsoft.EntityFrameworkCore;

namespace Provisioning.Storage.Rows;

/// <summary>Keys, indexes and lengths of the rows of warnings.</summary>
internal static class WarningRows
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<WarningSourceRow>(source =>
        {
            source.Property(s => s.Id).ValueGeneratedNever();
            source.Property(s => s.Name).HasMaxLength(200);
            source.HasIndex(s => s.Name).IsUnique();
            source.HasIndex(s => s.KeyHash);
            source.Property(s => s.Scopes).HasMaxLength(-1);
            source.Property(s => s.Failure).HasMaxLength(4000);
        });
        model.Entity<WarningRow>(warning =>
        {
            warning.Property(w => w.Id).ValueGeneratedNever();
            warning.Property(w => w.Key).HasMaxLength(300);
            warning.HasIndex(w => new { w.SourceId, w.Kind, w.Key }).IsUnique();
            warning.HasIndex(w => w.MatchedAt);
            warning.HasIndex(w => w.EndsAt);
            warning.Property(w => w.Summary).HasMaxLength(4000);
            warning.Property(w => w.StateReason).HasMaxLength(1000);
            warning.Property(w => w.Refused).HasMaxLength(1000);
            warning.Property(w => w.Document).HasMaxLength(-1);
            warning.Property(w => w.Flows).HasMaxLength(-1);
        });
        model.Entity<WarningMatchRow>(match =>
        {
            match.HasIndex(m => m.WarningId);
            match.HasIndex(m => m.MudUrl);
            match.HasIndex(m => m.ProductClass);
            match.Property(m => m.Reason).HasMaxLength(1000);
        });
        model.Entity<WarningProposalRow>(proposal =>
        {
            proposal.Property(p => p.Id).ValueGeneratedNever();
            proposal.HasIndex(p => p.WarningId);
            proposal.HasIndex(p => new { p.SourceId, p.OpenedAt });
            proposal.HasIndex(p => p.MudUrl);
            proposal.HasIndex(p => p.DeviceId);
            proposal.HasIndex(p => new { p.State, p.EndsAt });
            proposal.Property(p => p.Mac).HasMaxLength(17);
            proposal.Property(p => p.Flows).HasMaxLength(-1);
            proposal.Property(p => p.Entries).HasMaxLength(-1);
            proposal.Property(p => p.Reason).HasMaxLength(1100);
        });
        model.Entity<WarningQuestionRow>().HasKey(q => q.QuestionId);
        model.Entity<WarningQuestionRow>().Property(q => q.QuestionId).ValueGeneratedNever();
        model.Entity<WarningQuestionRow>().HasIndex(q => q.ProposalId);
        model.Entity<WarningAppealRow>(appeal =>
        {
            appeal.Property(a => a.Id).ValueGeneratedNever();
            appeal.HasIndex(a => a.ProposalId);
            appeal.HasIndex(a => a.QuestionId);
            appeal.Property(a => a.Text).HasMaxLength(2000);
            appeal.Property(a => a.Reason).HasMaxLength(1000);
        });
        model.Entity<WarnedSubjectRow>().HasKey(s => s.Facts);
        model.Entity<WarnedSubjectRow>().Property(s => s.Facts).HasMaxLength(64);
    }
}
