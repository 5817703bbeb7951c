using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>Writes a new task with the timers of its limit. Plain SQL, for every completion makes one.</summary>
public sealed class TaskRows(Step step, TaskLimits limits)
{
    public OfferedCase CaseOf(Guid caseId) => step.Sql.Single(
        "select c.number, i.id, i.name from case_file c join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id where c.tenant_id = @tenant and c.id = @id",
        row => new OfferedCase(row.GetString(0), row.GetGuid(1), row.GetString(2)),
        ("tenant", step.TenantId), ("id", caseId)) ?? throw new InvalidOperationException("办件不存在。");

    /// <summary>One that waits for others of its round gets its timers when its turn comes.</summary>
    public Guid Insert(OfferedCase file, NewTask task)
    {
        var id = step.NewId();
        step.Sql.Execute(
            """
            insert into work_task (tenant_id, id, case_id, instance_id, bookmark_id, activity_id, step_code, title, case_number, institution_id, institution_name,
                for_applicant, unit_id, post_id, assignee_id, status, created_at, due_at, promised_due_at, revision, spec,
                sign_kind, parent_id, added_by, sign_method, sign_order, weight, sign_group, is_automatic)
            values (@tenant, @id, @case, @instance, @bookmark, @activity, @step, @title, @number, @institution, @name,
                @applicant, @unit, @post, @assignee, @status, @now, @due, @promised, 1, @spec,
                @kind, @parent, @addedBy, @method, @order, @weight, @group, @no)
            """,
            ("tenant", step.TenantId), ("id", id), ("case", task.CaseId), ("instance", task.InstanceId), ("bookmark", task.BookmarkId), ("activity", task.ActivityId),
            ("step", task.StepCode), ("title", task.Title), ("number", file.Number), ("institution", file.InstitutionId), ("name", file.Institution),
            ("applicant", task.ForApplicant), ("unit", task.UnitId), ("post", task.PostId), ("assignee", task.AssigneeId), ("status", task.Status), ("now", step.Now),
            ("due", task.Due.Law), ("promised", task.Due.Promise), ("spec", task.Spec.ToJson()), ("kind", task.SignKind), ("parent", task.ParentId), ("addedBy", task.AddedBy),
            ("method", task.SignMethod), ("order", task.SignOrder), ("weight", task.Weight), ("group", task.SignGroup), ("no", false));
        if (task.Status == WorkTaskStatus.Open)
        {
            limits.Watch(id, task.Due, task.Spec);
        }

        return id;
    }
}

public sealed record NewTask(Guid CaseId, Guid InstanceId, Guid BookmarkId, string ActivityId, string StepCode, string Title, TaskDue Due, TaskSpec Spec)
{
    public bool ForApplicant { get; init; }

    public Guid? UnitId { get; init; }

    public Guid? PostId { get; init; }

    public Guid? AssigneeId { get; init; }

    public WorkTaskStatus Status { get; init; }

    public SignKind? SignKind { get; init; }

    public Guid? ParentId { get; init; }

    public Guid? AddedBy { get; init; }

    public SignMode? SignMethod { get; init; }

    public int SignOrder { get; init; }

    public long Weight { get; init; } = 1;

    public string? SignGroup { get; init; }
}

/// <summary>What every task repeats of its case, so that a list of tasks reads one table.</summary>
public sealed record OfferedCase(string Number, Guid InstitutionId, string Institution);
