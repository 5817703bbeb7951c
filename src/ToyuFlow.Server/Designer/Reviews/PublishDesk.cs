using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Server.Workflows.Delivery;

namespace ToyuFlow.Server.Designer.Reviews;

/// <summary>Puts drafts into force. A definition that is in use needs two people: one asks, another one reads the difference and decides.</summary>
public sealed class PublishDesk(ToyuDb db, Step step, DraftChecks checks, AuditTrail audit, PublishedTriggers triggers)
{
    /// <summary>Publishes at once when nothing depends on the definition yet, otherwise asks for a second administrator.</summary>
    public async Task<PublishOutcome> PublishAsync(string definitionId, CancellationToken cancellationToken)
    {
        var versions = await db.Set<DefinitionVersion>().Where(v => v.DefinitionId == definitionId).OrderByDescending(v => v.Version).ToListAsync(cancellationToken);
        var latest = versions.FirstOrDefault(v => v.IsLatest) ?? throw new MissingException();
        if (latest.IsPublished)
        {
            return new PublishOutcome(latest, AlreadyPublished: true);
        }

        checks.ThrowIfNotPublishable(latest.Json, step.TenantId);
        if (!IsInUse(versions))
        {
            await PublishAsync(latest, versions, cancellationToken);
            return new PublishOutcome(latest);
        }

        var open = await db.Set<PublishRequest>().FirstOrDefaultAsync(r => r.DefinitionId == definitionId && r.Decision == PublishDecision.Open, cancellationToken);
        if (open is not null && open.DefinitionVersionId == latest.Id && open.Revision == latest.Revision)
        {
            return new PublishOutcome(latest, Asked: open);
        }

        open?.Decision = PublishDecision.Withdrawn;
        var request = new PublishRequest
        {
            Id = step.NewId(),
            DefinitionVersionId = latest.Id,
            DefinitionId = definitionId,
            Revision = latest.Revision,
            AskedBy = step.Actor.PersonId ?? Guid.Empty,
            AskedByName = step.Actor.Name,
            AskedAt = step.Now,
        };
        db.Add(request);
        audit.Record("definition.publish-asked", "definition", definitionId, detail: $"v{latest.Version}");
        await db.SaveChangesAsync(cancellationToken);
        return new PublishOutcome(latest, Asked: request);
    }

    public async Task ApproveAsync(Guid requestId, CancellationToken cancellationToken)
    {
        var (request, versions, version) = await LoadAsync(requestId, cancellationToken);
        if (step.Actor.PersonId == request.AskedBy || step.Actor.PersonId == version.UpdatedById)
        {
            throw new ForbiddenException("发布正在使用的流程要由另一名管理员复核，修改人和申请人不能复核自己的改动。");
        }

        checks.ThrowIfNotPublishable(version.Json, step.TenantId);
        Decide(request, PublishDecision.Approved, "");
        await PublishAsync(version, versions, cancellationToken);
    }

    public async Task RefuseAsync(Guid requestId, string reason, CancellationToken cancellationToken)
    {
        var (request, _, version) = await LoadAsync(requestId, cancellationToken);
        Decide(request, PublishDecision.Refused, reason);
        audit.Record("definition.publish-refused", "definition", request.DefinitionId, detail: $"v{version.Version} {reason}");
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A draft that changes is no longer what was asked for.</summary>
    public async Task WithdrawAsync(string definitionId, CancellationToken cancellationToken)
    {
        foreach (var request in await db.Set<PublishRequest>().Where(r => r.DefinitionId == definitionId && r.Decision == PublishDecision.Open).ToListAsync(cancellationToken))
        {
            request.Decision = PublishDecision.Withdrawn;
        }
    }

    private async Task<(PublishRequest Request, List<DefinitionVersion> Versions, DefinitionVersion Version)> LoadAsync(Guid requestId, CancellationToken cancellationToken)
    {
        var request = await db.Set<PublishRequest>().FirstOrDefaultAsync(r => r.Id == requestId, cancellationToken) ?? throw new MissingException();
        var versions = await db.Set<DefinitionVersion>().Where(v => v.DefinitionId == request.DefinitionId).ToListAsync(cancellationToken);
        var version = versions.FirstOrDefault(v => v.Id == request.DefinitionVersionId);
        return request.Decision == PublishDecision.Open && version?.Revision == request.Revision
            ? (request, versions, version)
            : throw new ConflictException("这份发布申请已经处理过，或者草稿在申请后又有改动，需要重新申请。");
    }

    private bool IsInUse(List<DefinitionVersion> versions) => versions.Any(v => v.IsPublished || v.PublishedAt is not null)
        || step.Sql.Scalar<long>("select count(*) from workflow_instance where tenant_id = @tenant and definition_id = @definition", ("tenant", step.TenantId), ("definition", versions[0].DefinitionId)) > 0;

    private async Task PublishAsync(DefinitionVersion version, List<DefinitionVersion> versions, CancellationToken cancellationToken)
    {
        foreach (var other in versions.Where(v => v.IsPublished))
        {
            other.IsPublished = false;
            other.PublishedAt ??= other.CreatedAt;
            triggers.Disarm(other.Id);
        }

        version.IsPublished = true;
        version.PublishedAt ??= step.Now;
        audit.Record("definition.published", "definition", version.DefinitionId, detail: $"v{version.Version}");
        await db.SaveChangesAsync(cancellationToken);
        triggers.Arm(version.Id);
    }

    private void Decide(PublishRequest request, PublishDecision decision, string reason) =>
        (request.Decision, request.DecidedByName, request.DecidedAt, request.Reason) = (decision, step.Actor.Name, step.Now, reason);
}

/// <param name="Asked">The request that now waits for a second administrator.</param>
public sealed record PublishOutcome(DefinitionVersion Version, bool AlreadyPublished = false, PublishRequest? Asked = null);
