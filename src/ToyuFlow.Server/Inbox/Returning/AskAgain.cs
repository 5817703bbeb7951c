using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Returning;

/// <summary>Gives a step that is asked again to who decided it before, and marks what was decided since as overtaken.</summary>
public sealed class AskAgain(Step step, Notify notify)
{
    /// <summary>Decisions from that one on stay in the record, marked: the case did not follow them.</summary>
    public void Supersede(Guid instanceId, DateTimeOffset from, string because) => step.Sql.Execute(
        """
        update work_task set superseded_because = @because
        where tenant_id = @tenant and instance_id = @instance and status = 'Done' and decided_at >= @from and superseded_because is null and action <> @return
        """,
        ("because", because), ("tenant", step.TenantId), ("instance", instanceId), ("from", from), ("return", ReturnTask.Action));

    public void Address(TaskRow sender, ReturnTarget target, ReturnNote note)
    {
        foreach (var task in Give(sender.InstanceId, target.ActivityId, target.PersonId))
        {
            var spec = TaskSpec.FromJson(task.Spec) with { Returned = note };
            step.Sql.Execute("update work_task set spec = @spec where tenant_id = @tenant and id = @id", ("spec", spec.ToJson()), ("tenant", step.TenantId), ("id", task.Id));
            if (task.AssigneeId is { } asked)
            {
                notify.Person(asked, InboxNotices.Returned.Say(("title", target.Title), ("who", note.Who), ("reason", note.Reason)).At(task.StepCode), $"/inbox/task/{task.Id}", sender.CaseId);
            }
        }
    }

    /// <summary>Gives the open tasks of a step to who had it before, if they are still in the post.</summary>
    public IReadOnlyList<TaskRow> Give(Guid instanceId, string activityId, Guid? personId)
    {
        List<TaskRow> given = [];
        foreach (var task in NewTasks(instanceId, activityId))
        {
            var person = task.AssigneeId ?? (MayStill(personId, task) ? personId : null);
            step.Sql.Execute("update work_task set assignee_id = @person where tenant_id = @tenant and id = @id", ("person", person), ("tenant", step.TenantId), ("id", task.Id));
            given.Add(task with { AssigneeId = person });
        }

        return given;
    }

    /// <summary>The open tasks of a step.</summary>
    public IReadOnlyList<TaskRow> NewTasks(Guid instanceId, string activityId) =>
    [
        .. step.Sql.List(
            "select id from work_task where tenant_id = @tenant and instance_id = @instance and activity_id = @activity and status = 'Open' order by created_at, id",
            row => row.GetGuid(0), ("tenant", step.TenantId), ("instance", instanceId), ("activity", activityId))
            .Select(id => TaskAccess.Find(step.Sql, step.TenantId, id)!),
    ];

    /// <summary>Somebody who has left the post is not asked; then the post is.</summary>
    private bool MayStill(Guid? personId, TaskRow task) => personId is { } person && step.Sql.Scalar<long>(
        "select count(*) from post_holder h join person p on p.id = h.person_id where h.tenant_id = @tenant and h.person_id = @person and h.post_id = @post and p.is_disabled = @no",
        ("tenant", step.TenantId), ("person", person), ("post", task.PostId), ("no", false)) > 0;
}
