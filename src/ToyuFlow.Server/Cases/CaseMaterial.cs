using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>A paper (材料) handed in with a case. A newer one for the same code supersedes it; the older stays for the file.</summary>
public sealed class CaseMaterial : TenantEntity
{
    public Guid CaseId { get; set; }

    /// <summary>Code of the pack's material list, or of the task field that asked for it.</summary>
    public string Code { get; set; } = "";

    public string FileName { get; set; } = "";

    public string ContentType { get; set; } = "";

    public long Size { get; set; }

    /// <summary>SHA-256 of the content: its name in the upload store.</summary>
    public string Hash { get; set; } = "";

    public DateTimeOffset UploadedAt { get; set; }

    public string UploadedBy { get; set; } = "";

    public bool IsSuperseded { get; set; }
}

/// <summary>A sentence of the case's history, in plain words, never changed afterwards.</summary>
public sealed class TimelineEntry : TenantEntity
{
    public Guid CaseId { get; set; }

    public DateTimeOffset At { get; set; }

    public string Sentence { get; set; } = "";

    public string Who { get; set; } = "";

    public bool IsAutomatic { get; set; }

    /// <summary>Also shown to the applicant; internal remarks are not.</summary>
    public bool ForApplicant { get; set; }

    public string? Opinion { get; set; }
}

/// <summary>一次性告知补正: every paper or entry that is wrong, what is wrong, how to mend it, by when.</summary>
public sealed class CorrectionNotice : TenantEntity
{
    public Guid CaseId { get; set; }

    public string Number { get; set; } = "";

    public string Opinion { get; set; } = "";

    /// <summary>JSON array of <see cref="CorrectionItem"/>.</summary>
    public string Items { get; set; } = "[]";

    public DateTimeOffset ServedAt { get; set; }

    public string ServedBy { get; set; } = "";

    public DateTimeOffset? AnsweredAt { get; set; }
}

/// <param name="Code">Material or field of the form.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record CorrectionItem(string Code, string Name, string Problem)
{
    /// <summary>How to mend it (补正办法).</summary>
    public string Mend { get; init; } = "";
}

public sealed class CaseMaterialMapping : IEntityTypeConfiguration<CaseMaterial>, IEntityTypeConfiguration<TimelineEntry>, IEntityTypeConfiguration<CorrectionNotice>
{
    public void Configure(EntityTypeBuilder<CaseMaterial> builder)
    {
        builder.HasIndex(m => new { m.TenantId, m.CaseId, m.Code });
        builder.HasOne<Case>().WithMany().HasForeignKey(m => new { m.TenantId, m.CaseId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.HasIndex(t => new { t.TenantId, t.CaseId, t.At });
        builder.HasOne<Case>().WithMany().HasForeignKey(t => new { t.TenantId, t.CaseId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<CorrectionNotice> builder)
    {
        builder.HasIndex(n => new { n.TenantId, n.CaseId });
        builder.HasOne<Case>().WithMany().HasForeignKey(n => new { n.TenantId, n.CaseId }).OnDelete(DeleteBehavior.Cascade);
    }
}
