using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Registration;

/// <summary>登记信息推送: the registering authority's decision, shared with the health bureau of the same level (登记和备案办法 第六条).</summary>
public sealed class RegistrationPush : TenantEntity
{
    public Guid InstitutionId { get; set; }

    public Guid CaseId { get; set; }

    public string Authority { get; set; } = "";

    public string CreditCode { get; set; } = "";

    public string LicenceNumber { get; set; } = "";

    public DateTimeOffset PushedAt { get; set; }
}

public sealed class RegistrationPushMapping : IEntityTypeConfiguration<RegistrationPush>
{
    public void Configure(EntityTypeBuilder<RegistrationPush> builder)
    {
        builder.HasIndex(p => new { p.TenantId, p.CaseId }).IsUnique();
        builder.HasOne<Institution>().WithMany().HasForeignKey(p => new { p.TenantId, p.InstitutionId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Case>().WithMany().HasForeignKey(p => new { p.TenantId, p.CaseId }).OnDelete(DeleteBehavior.Restrict);
    }
}
