using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

public enum ClaimVerdict
{
    Eligible,
    NotEligible,

    /// <summary>The rules leave something to a person.</summary>
    NeedsDecision,
}

/// <summary>What a case claims under a subsidy scheme, as computed, with everything that the amount rests on. Computed anew after a correction.</summary>
public sealed class Claim : TenantEntity
{
    public Guid CaseId { get; set; }

    public Guid InstitutionId { get; set; }

    public string SchemeCode { get; set; } = "";

    public string SchemeName { get; set; } = "";

    /// <summary>2025-03, 2025, or empty for what is paid once.</summary>
    public string Period { get; set; } = "";

    public ClaimVerdict Verdict { get; set; }

    public Money Amount { get; set; }

    /// <summary>Beds or children counted.</summary>
    public int Counted { get; set; }

    public string BudgetCode { get; set; } = "";

    /// <summary><see cref="ClaimExplanation"/> as JSON.</summary>
    public string Explanation { get; set; } = "{}";

    /// <summary>How many times it has been computed.</summary>
    public int Round { get; set; }

    public DateTimeOffset CalculatedAt { get; set; }
}

public sealed class ClaimMapping : IEntityTypeConfiguration<Claim>
{
    public void Configure(EntityTypeBuilder<Claim> builder)
    {
        builder.HasIndex(c => new { c.TenantId, c.CaseId }).IsUnique();
        builder.HasIndex(c => new { c.TenantId, c.InstitutionId, c.SchemeCode, c.Period });
        builder.HasOne<Case>().WithMany().HasForeignKey(c => new { c.TenantId, c.CaseId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Institution>().WithMany().HasForeignKey(c => new { c.TenantId, c.InstitutionId }).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable("Claim", table => table.HasCheckConstraint("ck_claim_amount", "amount >= 0"));
    }
}
