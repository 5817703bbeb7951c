using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Disbursement;

public enum PublicityState
{
    /// <summary>公示中.</summary>
    Running,

    /// <summary>公示结束, nobody objected.</summary>
    Ended,

    /// <summary>有异议: ended early and looked into again.</summary>
    Objected,

    /// <summary>公示终止: the case ended meanwhile.</summary>
    Stopped,
}

/// <summary>公示 of one claim before it is paid: who is to get how much, by which rule, until when. Names of children are never in it.</summary>
public sealed class Publicity : TenantEntity
{
    public Guid CaseId { get; set; }

    public string Number { get; set; } = "";

    public string InstitutionName { get; set; } = "";

    public string SchemeName { get; set; } = "";

    /// <summary>Month or year that the money is for; empty for a subsidy paid once.</summary>
    public string Period { get; set; } = "";

    public Money Amount { get; set; }

    /// <summary>What was counted, as 10 人 or 80 个托位.</summary>
    public string Counted { get; set; } = "";

    /// <summary>The rule with its quoted words.</summary>
    public string Basis { get; set; } = "";

    public string Unit { get; set; } = "";

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    /// <summary>Such as "5 wd".</summary>
    public string TimeLimit { get; set; } = "";

    public PublicityState State { get; set; }

    public Guid InstanceId { get; set; }

    public Guid BookmarkId { get; set; }

    public string? Objection { get; set; }

    public DateTimeOffset? ObjectedAt { get; set; }

    public string? RegisteredBy { get; set; }
}

public sealed class PublicityMapping : IEntityTypeConfiguration<Publicity>
{
    public void Configure(EntityTypeBuilder<Publicity> builder)
    {
        builder.HasIndex(p => new { p.TenantId, p.Number }).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.State, p.EndsAt, p.Id });
        builder.HasIndex(p => new { p.TenantId, p.CaseId });
        builder.HasIndex(p => new { p.TenantId, p.BookmarkId });
        builder.HasOne<Case>().WithMany().HasForeignKey(p => new { p.TenantId, p.CaseId }).OnDelete(DeleteBehavior.Restrict);
    }
}
