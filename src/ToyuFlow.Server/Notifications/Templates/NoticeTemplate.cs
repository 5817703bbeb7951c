using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications.Templates;

/// <summary>What a county says instead of the built-in text of an event, for all steps or for one.</summary>
public sealed class NoticeTemplate : TenantEntity
{
    /// <summary>The code of a <see cref="NoticeEvent"/>.</summary>
    public string Event { get; set; } = "";

    /// <summary>"matter/step"; empty for every step.</summary>
    public string StepKey { get; set; } = "";

    public string Language { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Body { get; set; } = "";

    public int Revision { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";
}

public sealed class NoticeTemplateMapping : IEntityTypeConfiguration<NoticeTemplate>
{
    public void Configure(EntityTypeBuilder<NoticeTemplate> builder) => builder.HasIndex(t => new { t.TenantId, t.Event, t.StepKey, t.Language }).IsUnique();
}
