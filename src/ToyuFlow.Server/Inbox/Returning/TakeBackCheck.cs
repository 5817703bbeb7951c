using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Inbox.Returning;

/// <summary>Whether a decision may still be taken back (撤回).</summary>
public sealed class TakeBackCheck(ReturnTargets targets, ActivityCatalog catalog)
{
    /// <summary>Why it cannot be taken back; null when it can.</summary>
    public string? Problem(Sql sql, string tenantId, Guid person, TaskRow task)
    {
        var spec = TaskSpec.FromJson(task.Spec);
        var decided = sql.Single(
            "select decided_by, action, activity_id, superseded_because, is_automatic from work_task where tenant_id = @tenant and id = @id",
            row => new Decided(row.GuidOrNull(0), row.TextOrNull(1) ?? "", row.GetString(2), row.TextOrNull(3) is not null, row.GetBoolean(4)), ("tenant", tenantId), ("id", task.Id));
        if (task.Status != WorkTaskStatus.Done || decided is not { IsOvertaken: false, IsAutomatic: false } || decided.By != person)
        {
            return "只有本人刚刚作出的办理意见可以撤回。";
        }

        if (!spec.Allows(TaskActs.TakeBack) || spec.Find(decided.Action) is not { } action)
        {
            return "这一步的流程设计不允许撤回。";
        }

        if (task.InRound)
        {
            return sql.Scalar<long>("select count(*) from bookmark where tenant_id = @tenant and id = @id", ("tenant", tenantId), ("id", task.BookmarkId)) == 0
                ? "这一轮已经有了结果，不能再撤回。"
                : IsFollowed(RoundRow.Of(sql, tenantId, task.BookmarkId), task.Id) ? "后面的签办人已经接着签过，不能再撤回。" : null;
        }

        if (action.Says is not null || action.Status is not null || action.Effect is not null)
        {
            return "这项决定已经告知申请人或改变了办件状态，不能撤回；需要纠正时请按程序另行处理。";
        }

        if (targets.PlanTakeBack(sql, tenantId, task.InstanceId, decided.ActivityId) is not { Refusal: null } plan)
        {
            return "流程已经结束，或者已走到不能撤回的地方。";
        }

        if (Touched(sql, tenantId, task) is { } touched)
        {
            return touched;
        }

        return ActedSince(plan) is { Length: > 0 } acted ? $"系统已经接着办理了“{acted}”，不能撤回。" : null;
    }

    /// <summary>Somebody acted because of this voice: the next of a sequence, whoever asked it first, or whom it asked to follow.</summary>
    private static bool IsFollowed(List<RoundRow> rows, Guid taskId)
    {
        var own = rows.First(r => r.Id == taskId).Sign;
        var mode = own.HasVoice ? TaskSpec.FromJson(rows.First(r => r.Sign.Kind == SignKind.Main).Spec).Sign.Mode : own.Method;
        return rows.Select(r => r.Sign).Where(s => s.Status == WorkTaskStatus.Done && s.Id != taskId).Any(s =>
            (mode == SignMode.Sequence && s.HasVoice == own.HasVoice && s.ParentId == own.ParentId && s.Order > own.Order)
            || (own.Kind == SignKind.Before && s.Id == own.ParentId)
            || (s.Kind == SignKind.After && s.ParentId == taskId));
    }

    private string? ActedSince(RewindPlan plan) => string.Join("、", plan.Between
        .Where(n => catalog.Find(n.Type, n.Version) is not { IsBuiltIn: true } && n.Type != ApprovalTaskActivity.TypeName && n.Type != ApprovalTaskActivity.EarlierTypeName)
        .Select(n => n.DisplayText ?? n.Id));

    /// <summary>Claimed, handed on or decided: then somebody is already at work on it.</summary>
    private static string? Touched(Sql sql, string tenantId, TaskRow task)
    {
        var titles = sql.List(
            "select id, title from work_task where tenant_id = @tenant and instance_id = @instance and id <> @task",
            row => (row.GetGuid(0), row.GetString(1)), ("tenant", tenantId), ("instance", task.InstanceId), ("task", task.Id)).ToDictionary(t => t.Item1, t => t.Item2);
        return sql.List(
            "select subject_id, who from audit_entry where tenant_id = @tenant and case_id = @case and at > @since order by at",
            row => (Task: row.GetString(0), Who: row.GetString(1)), ("tenant", tenantId), ("case", task.CaseId), ("since", task.DecidedAt))
            .Where(e => Guid.TryParse(e.Task, out var id) && titles.ContainsKey(id))
            .Select(e => $"“{titles[Guid.Parse(e.Task)]}”已由{e.Who}着手办理，不能撤回；请联系其退回。").FirstOrDefault();
    }

    private sealed record Decided(Guid? By, string Action, string ActivityId, bool IsOvertaken, bool IsAutomatic);
}
