using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Institutions;

public enum InstitutionStatus
{
    /// <summary>筹办: an operator has entered it, no authority knows it yet.</summary>
    Founding,

    /// <summary>已登记.</summary>
    Registered,

    /// <summary>已备案.</summary>
    Filed,

    /// <summary>停业整顿.</summary>
    Suspended,

    /// <summary>已注销.</summary>
    Cancelled,
}

/// <summary>A childcare institution (托育机构) and what authorities have decided about it; each fact carries the case that decided it.</summary>
public sealed class Institution : TenantEntity
{
    public string Name { get; set; } = "";

    /// <summary>Code of the pack's institution types: which authority registers it depends on it.</summary>
    public string TypeCode { get; set; } = "";

    public InstitutionStatus Status { get; private set; }

    public string? CreditCode { get; private set; }

    public string Address { get; set; } = "";

    public string Town { get; set; } = "";

    public string HeadName { get; set; } = "";

    public string Phone { get; set; } = "";

    /// <summary>托位数 as filed.</summary>
    public int Places { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? RegisteredAt { get; private set; }

    public Guid? RegistrationCaseId { get; private set; }

    public DateTimeOffset? FiledAt { get; private set; }

    public string? FilingNumber { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>托位数 that passed the safety acceptance; the construction subsidy counts these.</summary>
    public int AcceptedPlaces { get; private set; }

    /// <summary>普惠.</summary>
    public bool IsInclusive { get; private set; }

    /// <summary>示范性普惠.</summary>
    public bool IsDemonstration { get; private set; }

    public string PayeeName { get; set; } = "";

    public string PayeeBank { get; set; } = "";

    public string PayeeAccount { get; set; } = "";

    /// <summary>Inspected each quarter and shown to the public.</summary>
    public bool IsActive => Status is InstitutionStatus.Filed;

    public void Register(string creditCode, Guid caseId, DateTimeOffset at)
    {
        (CreditCode, RegistrationCaseId, RegisteredAt) = (creditCode, caseId, at);
        if (Status == InstitutionStatus.Founding)
        {
            Status = InstitutionStatus.Registered;
        }
    }

    public void File(string number, DateTimeOffset at)
    {
        (FilingNumber, FiledAt, Status) = (number, at, InstitutionStatus.Filed);
    }

    public void PassAcceptance(int places, DateTimeOffset at)
    {
        (AcceptedPlaces, AcceptedAt) = (places, at);
    }

    public void Recognize(bool inclusive, bool demonstration)
    {
        (IsInclusive, IsDemonstration) = (inclusive || demonstration, demonstration);
    }
}

/// <summary>Who runs an institution: sees its cases and acts for it, and for no other.</summary>
public sealed class InstitutionOperator : TenantEntity
{
    public Guid InstitutionId { get; set; }

    public Guid PersonId { get; set; }
}

public sealed class InstitutionMapping : IEntityTypeConfiguration<Institution>, IEntityTypeConfiguration<InstitutionOperator>
{
    public void Configure(EntityTypeBuilder<Institution> builder)
    {
        builder.HasIndex(i => new { i.TenantId, i.Status, i.Name });
        builder.HasIndex(i => new { i.TenantId, i.CreditCode }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<InstitutionOperator> builder)
    {
        builder.HasIndex(o => new { o.TenantId, o.PersonId, o.InstitutionId }).IsUnique();
        builder.HasOne<Institution>().WithMany().HasForeignKey(o => new { o.TenantId, o.InstitutionId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(o => o.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
