using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Designer.Reviews;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Server.Workflows.Delivery;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Changes definitions: drafts are saved in place, a version that was ever in force never changes again, and each act is audited.</summary>
public sealed class DefinitionDesk(ToyuDb db, Step step, DraftChecks checks, AuditTrail audit, PublishDesk publishing, PublishedTriggers triggers)
{
    /// <summary>Saves what the editor sends as the draft of its definition; a definition without an id is new.</summary>
    public async Task<DefinitionVersion> SaveAsync(DraftSave save, CancellationToken cancellationToken)
    {
        var definitionId = save.Model["definitionId"]?.ToString() is { Length: > 0 } id ? id : NewId();
        var versions = await VersionsAsync(definitionId, cancellationToken);
        var latest = versions.FirstOrDefault(v => v.IsLatest) ?? versions.FirstOrDefault();
        if (latest is not null && save.Base is { } seen && latest.IsDraft && latest.Revision != seen && latest.EditedIn != save.Window)
        {
            throw new ConflictException($"{latest.UpdatedBy}刚刚（{Calendar.BeijingTime.Of(latest.UpdatedAt):HH:mm}）保存过这个流程，您的改动没有保存，仍留在画布上。请先用“导出”留一份，再刷新页面合并对方的改动。");
        }

        var name = Name(save.Model, definitionId);
        var stored = latest is null ? null : Parse(latest);
        var json = StudioJson.FromStudio(save.Model, stored, save.IsFile);
        (json["name"], json["definitionId"]) = (name, definitionId);
        checks.ForDraft(json);
        if (latest is not null && !latest.IsDraft && JsonNode.DeepEquals(json, stored))
        {
            return latest;
        }

        var draft = latest is { IsDraft: true } ? latest : Add(definitionId, versions);
        Write(draft, json, name, save.Window);
        if (draft.Revision == 1)
        {
            audit.Record(latest is null ? "definition.created" : "definition.drafted", "definition", definitionId, detail: $"v{draft.Version} {name}");
        }
        else
        {
            audit.Record("definition.saved", "definition", definitionId, detail: $"v{draft.Version}.{draft.Revision}");
        }

        await publishing.WithdrawAsync(definitionId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return draft;
    }

    /// <summary>An older version becomes the draft.</summary>
    public async Task<DefinitionVersion> RevertAsync(string definitionId, int version, CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync(definitionId, cancellationToken);
        var wanted = versions.FirstOrDefault(v => v.Version == version) ?? throw new MissingException();
        var draft = versions.FirstOrDefault(v => v.IsDraft) is { } open && open.Id != wanted.Id ? open : Add(definitionId, versions);
        Write(draft, Parse(wanted), wanted.Name, "");
        audit.Record("definition.reverted", "definition", definitionId, detail: $"v{version} → v{draft.Version}");
        await publishing.WithdrawAsync(definitionId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return draft;
    }

    /// <summary>A file, as a draft of its definition or as a new one.</summary>
    public async Task<DefinitionVersion> ImportAsync(JsonObject model, string window, CancellationToken cancellationToken)
    {
        var definitionId = model["definitionId"]?.ToString();
        var name = model["name"]?.ToString() ?? "";
        if (!DefinitionReader.IsNameFree(step.Sql, step.TenantId, name, definitionId))
        {
            model["name"] = $"{name}（导入 {Calendar.BeijingTime.Of(step.Now):MM-dd HH:mm:ss}）";
        }

        var imported = await SaveAsync(new DraftSave(model, null, window, IsFile: true), cancellationToken);
        audit.Record("definition.imported", "definition", imported.DefinitionId, detail: $"v{imported.Version}");
        return imported;
    }

    /// <summary>Takes the definition out of force: nothing new starts, what runs goes on.</summary>
    public async Task<DefinitionVersion> RetractAsync(string definitionId, CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync(definitionId, cancellationToken);
        var published = versions.FirstOrDefault(v => v.IsPublished) ?? throw new ConflictException("这个流程没有已发布的版本。");
        published.IsPublished = false;
        published.PublishedAt ??= published.CreatedAt;
        triggers.Disarm(published.Id);
        audit.Record("definition.retracted", "definition", definitionId, detail: $"v{published.Version}");
        await db.SaveChangesAsync(cancellationToken);
        return versions.First(v => v.IsLatest);
    }

    public async Task DeleteAsync(string definitionId, CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync(definitionId, cancellationToken);
        if (versions.Count == 0)
        {
            throw new MissingException();
        }

        if (versions.Any(v => v.IsPublished))
        {
            throw new ConflictException($"“{versions[0].Name}”正在使用，不能删除。请先取消发布。");
        }

        RefuseIfRun(versions);
        db.RemoveRange(versions);
        audit.Record("definition.deleted", "definition", definitionId, detail: versions[0].Name);
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task DeleteVersionAsync(Guid versionId, CancellationToken cancellationToken)
    {
        var version = await db.Set<DefinitionVersion>().FirstOrDefaultAsync(v => v.Id == versionId, cancellationToken) ?? throw new MissingException();
        var versions = await VersionsAsync(version.DefinitionId, cancellationToken);
        if (version.IsPublished)
        {
            throw new ConflictException($"第 {version.Version} 版正在使用，不能删除。");
        }

        RefuseIfRun([version]);
        db.Remove(version);
        if (version.IsLatest && versions.FirstOrDefault(v => v.Id != version.Id) is { } next)
        {
            next.IsLatest = true;
        }

        audit.Record("definition.version-deleted", "definition", version.DefinitionId, detail: $"v{version.Version}");
        await db.SaveChangesAsync(cancellationToken);
    }

    private void RefuseIfRun(IEnumerable<DefinitionVersion> versions)
    {
        foreach (var version in versions)
        {
            var count = step.Sql.Scalar<long>("select count(*) from workflow_instance where tenant_id = @tenant and definition_version_id = @version", ("tenant", step.TenantId), ("version", version.Id));
            if (count > 0)
            {
                throw new ConflictException($"“{version.Name}”第 {version.Version} 版有 {count} 件办件用过，要留存备查，不能删除。");
            }
        }
    }

    private Task<List<DefinitionVersion>> VersionsAsync(string definitionId, CancellationToken cancellationToken) =>
        db.Set<DefinitionVersion>().Where(v => v.DefinitionId == definitionId).OrderByDescending(v => v.Version).ToListAsync(cancellationToken);

    private DefinitionVersion Add(string definitionId, List<DefinitionVersion> versions)
    {
        versions.ForEach(v => v.IsLatest = false);
        var draft = new DefinitionVersion
        {
            Id = step.NewId(),
            DefinitionId = definitionId,
            Version = versions.Select(v => v.Version).DefaultIfEmpty(0).Max() + 1,
            IsLatest = true,
            CreatedAt = step.Now,
            CreatedBy = step.Actor.Name,
        };
        db.Add(draft);
        return draft;
    }

    private void Write(DefinitionVersion draft, JsonObject json, string name, string window)
    {
        json["version"] = draft.Version;
        draft.Json = json.ToJsonString(DefinitionAnswers.Json);
        if (draft.Json.Length > ElsaJsonReader.MaxLength)
        {
            throw new InvalidInputException("root", $"流程过大（{draft.Json.Length / 1_000_000} MB），最多 {ElsaJsonReader.MaxLength / 1_000_000} MB。请拆成几个子流程。");
        }

        draft.Name = name;
        draft.Description = json["description"]?.ToString() ?? "";
        draft.Revision++;
        (draft.UpdatedAt, draft.UpdatedBy, draft.UpdatedById, draft.EditedIn) = (step.Now, step.Actor.Name, step.Actor.PersonId, window);
    }

    private string Name(JsonObject model, string definitionId)
    {
        var name = model["name"]?.ToString().Trim() ?? "";
        if (name.Length is 0 or > 120)
        {
            throw new InvalidInputException("name", "请填写流程名称，最多 120 个字。");
        }

        return DefinitionReader.IsNameFree(step.Sql, step.TenantId, name, definitionId)
            ? name
            : throw new InvalidInputException("name", $"已经有名为“{name}”的流程，请换一个名称。");
    }

    private string NewId() => $"flow-{step.NewId():N}"[..21] + step.NewId().ToString("N")[^4..];

    private static JsonObject Parse(DefinitionVersion version) => JsonNode.Parse(version.Json)!.AsObject();
}

/// <param name="Base">The revision that the editor began with.</param>
/// <param name="Window">Which browser window saves.</param>
/// <param name="IsFile">A file that was imported.</param>
public sealed record DraftSave(JsonObject Model, long? Base, string Window, bool IsFile = false);
