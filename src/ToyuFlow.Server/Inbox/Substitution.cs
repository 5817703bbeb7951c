using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>代理: for a time a colleague acts in the right of somebody who is away. Both may act; who is first, is.</summary>
public sealed class Substitution : TenantEntity
{
    public Guid PrincipalId { get; set; }

    public Guid SubstituteId { get; set; }

    public DateTimeOffset ValidFrom { get; set; }

    /// <summary>No longer at this instant.</summary>
    public DateTimeOffset ValidUntil { get; set; }

    /// <summary>Codes of the matters with a comma before and after each; empty for all.</summary>
    public string Scope { get; set; } = "";

    public string Reason { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

public sealed class SubstitutionMapping : IEntityTypeConfiguration<Substitution>
{
    public void Configure(EntityTypeBuilder<Substitution> builder)
    {
        builder.HasIndex(s => new { s.TenantId, s.SubstituteId, s.ValidUntil });
        builder.HasIndex(s => new { s.TenantId, s.PrincipalId, s.ValidUntil });
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PrincipalId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.SubstituteId).OnDelete(DeleteBehavior.Cascade);
    }
}
