using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

public enum LedgerAccount
{
    /// <summary>额度来源: the other side of the ceiling, as large and negative.</summary>
    Budget,

    /// <summary>可用.</summary>
    Available,

    /// <summary>已预留: approved, not yet through publicity.</summary>
    Reserved,

    /// <summary>已承诺: publicity has ended without objection.</summary>
    Committed,

    /// <summary>已拨付.</summary>
    Paid,

    /// <summary>已追回: the other side of what came back, negative in the ledger.</summary>
    Recalled,
}

public enum LedgerKind
{
    Open,
    Reserve,
    Commit,
    Pay,
    Release,
    Recall,
}

/// <summary>One movement of money with its postings, which sum to zero. Never changed or removed; an error is corrected by another entry.</summary>
public sealed class LedgerEntry : TenantEntity
{
    public Guid LineId { get; set; }

    public LedgerKind Kind { get; set; }

    /// <summary>Null for the opening of the line.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>The same movement of the same case has the same key, and is written once.</summary>
    public string EntryKey { get; set; } = "";

    public Money Amount { get; set; }

    public DateTimeOffset At { get; set; }

    public string Who { get; set; } = "";

    public string Note { get; set; } = "";
}

public sealed class LedgerPosting : TenantEntity
{
    public Guid EntryId { get; set; }

    public Guid LineId { get; set; }

    public LedgerAccount Account { get; set; }

    public Money Amount { get; set; }
}

public sealed class LedgerEntryMapping : IEntityTypeConfiguration<LedgerEntry>, IEntityTypeConfiguration<LedgerPosting>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.Property(e => e.EntryKey).HasMaxLength(160);
        builder.HasIndex(e => new { e.TenantId, e.EntryKey }).IsUnique();
        builder.HasIndex(e => new { e.TenantId, e.LineId, e.At, e.Id });
        builder.HasIndex(e => new { e.TenantId, e.CaseId });
        builder.HasOne<BudgetLine>().WithMany().HasForeignKey(e => new { e.TenantId, e.LineId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Case>().WithMany().HasForeignKey(e => new { e.TenantId, e.CaseId }).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable("LedgerEntry", table => table.HasCheckConstraint("ck_ledger_entry_amount", "amount > 0"));
    }

    public void Configure(EntityTypeBuilder<LedgerPosting> builder)
    {
        builder.HasIndex(p => new { p.TenantId, p.EntryId, p.Account }).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.LineId, p.Account });
        builder.HasOne<LedgerEntry>().WithMany().HasForeignKey(p => new { p.TenantId, p.EntryId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BudgetLine>().WithMany().HasForeignKey(p => new { p.TenantId, p.LineId }).OnDelete(DeleteBehavior.Restrict);
    }
}
