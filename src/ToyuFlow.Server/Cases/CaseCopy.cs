using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>抄送: a case shown to an officer whom it is no task of; once per person and case.</summary>
public sealed class CaseCopy : TenantEntity
{
    public Guid CaseId { get; set; }

    public Guid PersonId { get; set; }

    public string FromName { get; set; } = "";

    public string Note { get; set; } = "";

    public DateTimeOffset At { get; set; }

    /// <summary>已阅.</summary>
    public DateTimeOffset? ReadAt { get; set; }
}

public sealed class CaseCopyMapping : IEntityTypeConfiguration<CaseCopy>
{
    public void Configure(EntityTypeBuilder<CaseCopy> builder)
    {
        builder.HasIndex(c => new { c.TenantId, c.CaseId, c.PersonId }).IsUnique();
        builder.HasIndex(c => new { c.TenantId, c.PersonId, c.At, c.Id });
        builder.HasOne<Case>().WithMany().HasForeignKey(c => new { c.TenantId, c.CaseId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
