using System.Text.Json;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows.Delivery;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Workflows;

/// <summary>Loads and saves instances by plain SQL inside the current step; a fixed number of rows whatever the size of the tables.</summary>
public sealed class InstanceStore(Step step, Timers timers, FollowUps followUps, IEnumerable<BookmarkCleanup> cleanups)
{
    public const string BookmarkTimer = "bookmark";

    public LoadedInstance Load(Guid instanceId) => step.Sql.Single(
        "select definition_version_id, case_id, state, revision, held_because from workflow_instance where tenant_id = @tenant and id = @id" + step.Sql.ForUpdate,
        row => new LoadedInstance(instanceId, row.GetGuid(0), row.GuidOrNull(1), WorkflowState.FromJson(row.GetString(2)), row.GetInt64(3)) { HeldBecause = row.TextOrNull(4) },
        ("tenant", step.TenantId), ("id", instanceId)) ?? throw new MissingException("流程实例不存在。");

    public void Insert(LoadedInstance instance, string definitionId, int version, string name, StepResult result)
    {
        var waitingParent = WaitingParent(result);
        step.Sql.Execute(
            """
            insert into workflow_instance (tenant_id, id, definition_version_id, definition_id, definition_version, name, case_id, status, sub_status, state,
                revision, open_incidents, created_at, updated_at, finished_at)
            values (@tenant, @id, @versionId, @definition, @version, @name, @case, @status, @sub, @state, 1, @incidents, @now, @now, @finished)
            """,
            ("tenant", step.TenantId), ("id", instance.Id), ("versionId", instance.DefinitionVersionId), ("definition", definitionId), ("version", version),
            ("name", name), ("case", instance.CaseId), ("status", result.State.Status.ToString()), ("sub", result.State.SubStatus.ToString()),
            ("state", result.State.ToJson()), ("incidents", result.State.Incidents.Count), ("now", step.Now), ("finished", FinishedAt(result)));
        SaveEffects(instance, 1, result, waitingParent);
    }

    public void Update(LoadedInstance instance, StepResult result)
    {
        var waitingParent = WaitingParent(result);
        var rows = step.Sql.Execute(
            """
            update workflow_instance set status = @status, sub_status = @sub, state = @state, revision = revision + 1, open_incidents = @incidents,
                updated_at = @now, finished_at = @finished
            where tenant_id = @tenant and id = @id and revision = @revision
            """,
            ("status", result.State.Status.ToString()), ("sub", result.State.SubStatus.ToString()), ("state", result.State.ToJson()),
            ("incidents", result.State.Incidents.Count), ("now", step.Now), ("finished", FinishedAt(result)),
            ("tenant", step.TenantId), ("id", instance.Id), ("revision", instance.Revision));
        if (rows != 1)
        {
            throw new ConflictException("流程刚刚被别人推进，请刷新后再看。");
        }

        SaveEffects(instance, instance.Revision + 1, result, waitingParent);
    }

    /// <summary>A faulted instance has not ended for its parent: an administrator may still bring it to its end.</summary>
    private static string? WaitingParent(StepResult result) => HasEnded(result) ? result.State.TakeParentBookmark() : null;

    private static bool HasEnded(StepResult result) => result.State.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled;

    private void SaveEffects(LoadedInstance instance, long revision, StepResult result, string? waitingParent)
    {
        step.Sql.Execute(
            "insert into journal_page (tenant_id, id, instance_id, revision, at, who, entries) values (@tenant, @id, @instance, @revision, @at, @who, @entries)",
            ("tenant", step.TenantId), ("id", step.NewId()), ("instance", instance.Id), ("revision", revision), ("at", step.Now), ("who", step.Actor.Name),
            ("entries", JsonSerializer.Serialize(result.Journal, JournalJson.Options)));
        foreach (var bookmark in result.BookmarksRemoved)
        {
            Remove(bookmark);
        }

        foreach (var bookmark in result.BookmarksCreated)
        {
            Add(instance, bookmark);
        }

        foreach (var incident in result.IncidentsRaised)
        {
            step.Sql.Execute(
                "insert into incident (tenant_id, id, instance_id, case_id, activity_id, message, at) values (@tenant, @id, @instance, @case, @activity, @message, @at)",
                ("tenant", step.TenantId), ("id", Guid.Parse(incident.Id)), ("instance", instance.Id), ("case", instance.CaseId),
                ("activity", incident.ActivityId), ("message", incident.Message), ("at", step.Now));
        }

        if (HasEnded(result) && result.State.ParentInstanceId is not null)
        {
            followUps.Untie(instance.Id);
        }

        followUps.Write(instance, result, waitingParent);
    }

    private void Add(LoadedInstance instance, Bookmark bookmark)
    {
        var id = Guid.Parse(bookmark.Id);
        step.Sql.Execute(
            "insert into bookmark (tenant_id, id, instance_id, kind, name, activity_id) values (@tenant, @id, @instance, @kind, @name, @activity)",
            ("tenant", step.TenantId), ("id", id), ("instance", instance.Id), ("kind", bookmark.Kind), ("name", bookmark.Name ?? ""), ("activity", bookmark.ActivityId));
        if (bookmark.DueAt is { } due)
        {
            timers.Set(BookmarkTimer, id, due, new() { ["instance"] = instance.Id.ToString() });
        }
    }

    private void Remove(Bookmark bookmark)
    {
        var id = Guid.Parse(bookmark.Id);
        step.Sql.Execute("delete from bookmark where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", id));
        if (bookmark.DueAt is not null)
        {
            timers.Remove(id, BookmarkTimer);
        }

        if (bookmark.Kind == BookmarkKinds.HttpRequest)
        {
            timers.Remove(id, FollowUps.Request);
        }

        foreach (var cleanup in cleanups.Where(c => c.Kind == bookmark.Kind))
        {
            cleanup.Removed(step, id);
        }
    }

    private DateTimeOffset? FinishedAt(StepResult result) => result.State.Status == WorkflowStatus.Finished ? step.Now : null;
}

public sealed record LoadedInstance(Guid Id, Guid DefinitionVersionId, Guid? CaseId, WorkflowState State, long Revision)
{
    public string? HeldBecause { get; init; }
}

/// <summary>What else has to go when a bookmark of a kind is gone: the open task that it stood for.</summary>
public sealed record BookmarkCleanup(string Kind, Action<Step, Guid> Removed);
