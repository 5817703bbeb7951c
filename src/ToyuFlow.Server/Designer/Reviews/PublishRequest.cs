using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Designer.Reviews;

/// <summary>Somebody wants a draft in force whose definition is in use; a second administrator reads the difference and decides.</summary>
public sealed class PublishRequest : TenantEntity
{
    public Guid DefinitionVersionId { get; set; }

    public string DefinitionId { get; set; } = "";

    /// <summary>The revision that is to be published: a draft that was changed afterwards has to be asked for again.</summary>
    public long Revision { get; set; }

    public Guid AskedBy { get; set; }

    public string AskedByName { get; set; } = "";

    public DateTimeOffset AskedAt { get; set; }

    public PublishDecision Decision { get; set; }

    public string DecidedByName { get; set; } = "";

    public DateTimeOffset? DecidedAt { get; set; }

    public string Reason { get; set; } = "";
}

public enum PublishDecision
{
    Open,
    Approved,
    Refused,

    /// <summary>The draft was changed, deleted or asked for again.</summary>
    Withdrawn,
}

public sealed class PublishRequestMapping : IEntityTypeConfiguration<PublishRequest>
{
    public void Configure(EntityTypeBuilder<PublishRequest> builder)
    {
        builder.ToTable("publish_request");
        builder.HasIndex(r => new { r.TenantId, r.Decision, r.DefinitionId });
        builder.HasOne<DefinitionVersion>().WithMany().HasForeignKey(r => new { r.TenantId, r.DefinitionVersionId }).OnDelete(DeleteBehavior.Cascade);
    }
}
