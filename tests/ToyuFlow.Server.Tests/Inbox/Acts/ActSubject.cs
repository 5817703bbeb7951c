using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Tests.Inbox.Acts;

/// <summary>One case in step x: the task that is acted on, who acts, a colleague, and the head of the unit (of a delegated task: its owner).</summary>
internal sealed record ActSubject(ActWorld World, Guid CaseId, Guid TaskId, string Kind, string Actor, string Other, string Head)
{
    public TaskRow Task => World.TaskOf(TaskId);

    /// <summary>The task that somebody was added with.</summary>
    public TaskRow Added => World.Tasks(CaseId).Last(t => t.AssigneeId == World.Id(Other));

    /// <summary>What has become of the task, where the case waits now, and whether its date has moved.</summary>
    public string Outcome(ActBefore before)
    {
        var task = Task;
        var open = World.Tasks(CaseId).Where(t => t.Status is WorkTaskStatus.Open).Select(t => t.StepCode).Distinct().Order(StringComparer.Ordinal).ToList();
        var fate = task.Status switch
        {
            WorkTaskStatus.Done => "done",
            WorkTaskStatus.Waiting => "waits",
            WorkTaskStatus.Cancelled => "gone",
            _ when task.OwnerId is not null => "lent",
            _ when task.AssigneeId is null => "post",
            _ => task.AssigneeId == before.Assignee || (before.Assignee is null && task.AssigneeId == World.Id(Actor)) || World.App.Read(sql =>
                sql.Scalar<long>("select count(*) from substitution where principal_id = @assignee and substitute_id = @actor", ("assignee", task.AssigneeId), ("actor", World.Id(Actor)))) > 0 ? "mine" : "theirs",
        };
        var later = DueAt > before.DueAt ? "+" : "";
        return $"{fate}{later}→{string.Join(',', open)}";
    }

    public ActBefore Before => new(Task.AssigneeId, DueAt, Rows);

    private DateTimeOffset DueAt => World.App.Read(sql => sql.List("select due_at from work_task where id = @id", row => row.Instant(0), ("id", TaskId)))[0];

    /// <summary>Everything that an act could have changed, as one text.</summary>
    private string Rows => World.App.Read(sql => string.Join('\n',
    [
        .. sql.List("select id, status, revision, assignee_id, owner_id from work_task where case_id = @case order by id", row => $"{row.GetGuid(0)} {row.GetString(1)} {row.GetInt64(2)} {row.GuidOrNull(3)} {row.GuidOrNull(4)}", ("case", CaseId)),
        .. sql.List("select count(*) from audit_entry where case_id = @case", row => $"audit {row.GetInt64(0)}", ("case", CaseId)),
        .. sql.List("select count(*) from timeline_entry where case_id = @case", row => $"timeline {row.GetInt64(0)}", ("case", CaseId)),
        .. sql.List("select count(*) from timer t join work_task w on w.id = t.subject_id where w.case_id = @case", row => $"timers {row.GetInt64(0)}", ("case", CaseId)),
        .. sql.List("select revision from workflow_instance where case_id = @case", row => $"flow {row.GetInt64(0)}", ("case", CaseId)),
    ]));
}

internal sealed record ActBefore(Guid? Assignee, DateTimeOffset DueAt, string Rows);
