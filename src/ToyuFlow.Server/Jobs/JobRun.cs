using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jobs;

public enum JobOutcome
{
    Running,
    Done,
    Failed,

    /// <summary>The service was stopped or killed before the run ended.</summary>
    Interrupted,
}

/// <summary>One run of a recurring job for one tenant: when it was to be, when it was, and what came of it.</summary>
public sealed class JobRun : TenantEntity
{
    public string JobCode { get; set; } = "";

    public DateTimeOffset ScheduledAt { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public JobOutcome Outcome { get; set; }

    public string Message { get; set; } = "";

    /// <summary>系统, or the administrator who asked for it.</summary>
    public string Who { get; set; } = "";
}

/// <summary>A job that an administrator has paused for their tenant; the row is gone when it is resumed.</summary>
public sealed class JobPause : TenantEntity
{
    public string JobCode { get; set; } = "";

    public DateTimeOffset PausedAt { get; set; }

    public string PausedBy { get; set; } = "";
}

public sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>, IEntityTypeConfiguration<JobPause>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.HasIndex(r => new { r.TenantId, r.JobCode, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.Outcome });
    }

    public void Configure(EntityTypeBuilder<JobPause> builder) => builder.HasIndex(p => new { p.TenantId, p.JobCode }).IsUnique();
}
