using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows.Delivery;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Workflows;

/// <summary>Takes definitions in and publishes them. A bad one is refused whole, with every fault; the same text twice makes no new version.</summary>
public sealed class DefinitionLibrary(ToyuDb db, Step step, DefinitionAdvice advice, AuditTrail audit, PublishedTriggers triggers)
{
    public async Task<DefinitionVersion> PublishAsync(string json, CancellationToken cancellationToken)
    {
        var definition = ElsaJsonReader.Read(json);
        var faults = advice.Of(step.Sql, step.TenantId, definition).Where(f => f.Severity == FaultSeverity.Error).ToList();
        if (faults.Count > 0)
        {
            throw new InvalidInputException([.. faults.Select(f => new FieldError(f.ActivityId ?? "", f.Message))]);
        }

        var versions = await db.Set<DefinitionVersion>().Where(d => d.DefinitionId == definition.DefinitionId).OrderByDescending(d => d.Version).ToListAsync(cancellationToken);
        if (versions.FirstOrDefault() is { IsPublished: true } latest && latest.Json == json)
        {
            return latest;
        }

        foreach (var old in versions)
        {
            (old.IsLatest, old.IsPublished) = (false, false);
            triggers.Disarm(old.Id);
        }

        var added = new DefinitionVersion
        {
            Id = step.NewId(),
            DefinitionId = definition.DefinitionId,
            Version = (versions.FirstOrDefault()?.Version ?? 0) + 1,
            Name = definition.Name,
            Json = json,
            IsPublished = true,
            IsLatest = true,
            CreatedAt = step.Now,
            CreatedBy = step.Actor.Name,
            Description = definition.Description ?? "",
            PublishedAt = step.Now,
            UpdatedAt = step.Now,
            UpdatedBy = step.Actor.Name,
        };
        db.Add(added);
        audit.Record("definition.published", "definition", definition.DefinitionId, detail: $"v{added.Version}");
        await db.SaveChangesAsync(cancellationToken);
        triggers.Arm(added.Id);
        return added;
    }
}
