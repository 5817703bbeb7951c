using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>A robot, gateway or web hook that a county sends through. Where and with what secret is kept protected and never shown again.</summary>
public sealed class NoticeEndpoint : TenantEntity
{
    public NoticeChannel Channel { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The host of the address: all of it that pages show, the rest is a secret.</summary>
    public string Host { get; set; } = "";

    /// <summary>Names of <see cref="NoticeKind"/> separated by commas: what a robot or hook is told. A gateway is told by each person's choice.</summary>
    public string Kinds { get; set; } = "";

    public bool IsEnabled { get; set; }

    /// <summary>An <see cref="EndpointSettings"/>, protected.</summary>
    public string Protected { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    public bool Wants(NoticeKind kind) => Kinds.Split(',').Contains(kind.ToString());
}

public sealed class NoticeEndpointMapping : IEntityTypeConfiguration<NoticeEndpoint>
{
    public void Configure(EntityTypeBuilder<NoticeEndpoint> builder) => builder.HasIndex(e => new { e.TenantId, e.Name }).IsUnique();
}
