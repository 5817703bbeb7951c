using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>
/// A line of a roster as it was counted. Data of small children are sensitive (个人信息保护法 第二十八条): name and number are kept masked only, the
/// number also as a fingerprint by which the same child is found again; the uploaded file stays with the case under its own rights.
/// </summary>
public sealed class RosterChild : TenantEntity
{
    public Guid CaseId { get; set; }

    /// <summary>Line of the file, the heading being line 1.</summary>
    public int FileLine { get; set; }

    public string MaskedName { get; set; } = "";

    public string MaskedNumber { get; set; } = "";

    public string Fingerprint { get; set; } = "";

    public DateOnly? BornOn { get; set; }

    public string ClassCode { get; set; } = "";

    public bool IsCounted { get; set; }

    /// <summary>Why the line is not counted.</summary>
    public string Problem { get; set; } = "";

    public static string MaskName(string name) => name.Length == 0 ? "" : name[0] + new string('*', Math.Max(1, name.Length - 1));

    public static string MaskNumber(string number) => number.Length <= 8 ? new string('*', number.Length) : $"{number[..4]}{new string('*', number.Length - 6)}{number[^2..]}";

    public static string FingerprintOf(string tenantId, string number) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(tenantId), Encoding.UTF8.GetBytes(number.Trim().ToUpperInvariant())))[..40];
}

public sealed class RosterChildMapping : IEntityTypeConfiguration<RosterChild>
{
    public void Configure(EntityTypeBuilder<RosterChild> builder)
    {
        builder.HasIndex(r => new { r.TenantId, r.CaseId, r.FileLine });
        builder.HasIndex(r => new { r.TenantId, r.Fingerprint });
        builder.HasOne<Case>().WithMany().HasForeignKey(r => new { r.TenantId, r.CaseId }).OnDelete(DeleteBehavior.Cascade);
    }
}
