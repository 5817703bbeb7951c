using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

/// <summary>
/// A budget line of one year with its balances. They are a copy of the ledger's sums, changed together with it, so that the ceiling can be
/// checked by a condition on one row: available = ceiling − reserved − committed − paid + recalled, and none is ever negative.
/// </summary>
public sealed class BudgetLine : TenantEntity
{
    /// <summary>Code of the pack's budgets.</summary>
    public string Code { get; set; } = "";

    public int Year { get; set; }

    public string Name { get; set; } = "";

    public Money Ceiling { get; set; }

    public Money Available { get; set; }

    public Money Reserved { get; set; }

    public Money Committed { get; set; }

    public Money Paid { get; set; }

    public Money Recalled { get; set; }

    /// <summary>Where the ceiling comes from, with the quoted words.</summary>
    public string Basis { get; set; } = "";

    public DateTimeOffset OpenedAt { get; set; }
}

public sealed class BudgetLineMapping : IEntityTypeConfiguration<BudgetLine>
{
    public void Configure(EntityTypeBuilder<BudgetLine> builder)
    {
        builder.Property(b => b.Code).HasMaxLength(60);
        builder.HasIndex(b => new { b.TenantId, b.Code, b.Year }).IsUnique();
        builder.ToTable("BudgetLine", table =>
        {
            table.HasCheckConstraint("ck_budget_line_not_negative", "available >= 0 and reserved >= 0 and committed >= 0 and paid >= 0 and recalled >= 0");
            table.HasCheckConstraint("ck_budget_line_within_ceiling", "available = ceiling - reserved - committed - paid + recalled");
        });
    }
}
