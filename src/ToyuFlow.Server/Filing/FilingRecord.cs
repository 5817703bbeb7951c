using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Filing;

/// <summary>备案回执 as it was issued: a copy of what it says, so that a reprint years later reads the same. The code on it lets anybody check it.</summary>
public sealed class FilingRecord : TenantEntity
{
    public Guid InstitutionId { get; set; }

    public Guid CaseId { get; set; }

    public string Number { get; set; } = "";

    public string InstitutionName { get; set; } = "";

    public string CreditCode { get; set; } = "";

    public string Address { get; set; } = "";

    public string RegisteredBy { get; set; } = "";

    public int Places { get; set; }

    public string IssuedByUnit { get; set; } = "";

    public string IssuedBy { get; set; } = "";

    public DateTimeOffset IssuedAt { get; set; }

    /// <summary>Unguessable; printed as the QR code of the receipt.</summary>
    public string VerificationCode { get; set; } = "";

    public DateTimeOffset? VoidedAt { get; set; }

    /// <summary>A receipt that is out is voided, not taken away with its application.</summary>
    public static string? Obstacle(Sql sql, string tenantId, Guid caseId) => sql.Scalar<string?>(
        "select number from filing_record where tenant_id = @tenant and case_id = @case and voided_at is null", ("tenant", tenantId), ("case", caseId)) is { } number
        ? $"本件已经出具备案回执 {number}，不能撤件或唤醒；不再开办的，请向备案部门申请注销备案。"
        : null;
}

public sealed class FilingRecordMapping : IEntityTypeConfiguration<FilingRecord>
{
    public void Configure(EntityTypeBuilder<FilingRecord> builder)
    {
        builder.HasIndex(f => new { f.TenantId, f.Number }).IsUnique();
        builder.HasIndex(f => f.VerificationCode).IsUnique();
        builder.HasIndex(f => new { f.TenantId, f.InstitutionId });
        builder.HasOne<Institution>().WithMany().HasForeignKey(f => new { f.TenantId, f.InstitutionId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Case>().WithMany().HasForeignKey(f => new { f.TenantId, f.CaseId }).OnDelete(DeleteBehavior.Restrict);
    }
}
