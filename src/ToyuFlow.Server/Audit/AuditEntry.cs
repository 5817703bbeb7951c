using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Audit;

/// <summary>Who did what to what, when, automatic or not. Written in the step itself and never changed; no personal data in <see cref="Detail"/>.</summary>
public sealed class AuditEntry : TenantEntity
{
    public DateTimeOffset At { get; set; }

    public Guid? PersonId { get; set; }

    public string Who { get; set; } = "";

    public bool IsAutomatic { get; set; }

    public string Action { get; set; } = "";

    public string SubjectKind { get; set; } = "";

    public string SubjectId { get; set; } = "";

    public Guid? CaseId { get; set; }

    public string Detail { get; set; } = "";

    public string OperationId { get; set; } = "";
}

public sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasIndex(a => new { a.TenantId, a.At });
        builder.HasIndex(a => new { a.TenantId, a.CaseId, a.At });
        builder.HasIndex(a => new { a.TenantId, a.PersonId, a.At });
    }
}
