using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>抄送: officers get to see the case of a task. No task of theirs, no effect on the flow; nobody is sent the same case twice.</summary>
public sealed class CopyCase(Step step, CaseHistory history, AuditTrail audit, Notify notify)
{
    private const int Most = 50;

    /// <summary>How many had not been sent it before.</summary>
    public int Run(Guid taskId, long revision, IReadOnlyCollection<Guid> people, string note)
    {
        var held = TaskGuard.Hold(step, taskId, revision);
        var task = held.Row;
        HandOnChecks.RequireAllowed(TaskSpec.FromJson(task.Spec), TaskActs.Copy, "抄送");
        var officers = TaskColleagues.All(step.Sql, step.TenantId);
        if (people.Count is 0 or > Most)
        {
            throw new InvalidInputException("person", $"请选择 1 到 {Most} 位同志。");
        }

        var chosen = people.Distinct().Select(id => HandOnChecks.Choose(officers, id, "请选择本县的工作人员。")).ToList();
        HandOnChecks.RequireShort(note);
        var who = held.Right.Names(step.Actor.Name);
        var fresh = chosen.Where(c => Insert(task.CaseId, c.Id, who, note)).ToList();
        if (fresh.Count == 0)
        {
            return 0;
        }

        history.Say(task.CaseId, $"{task.Title}：{who}抄送{string.Join("、", fresh.Select(c => c.Name))}", forApplicant: false, note.Length > 0 ? note : null);
        audit.Record("case.copied", "task", task.Id.ToString(), task.CaseId, string.Join("、", fresh.Select(c => c.Name)));
        foreach (var colleague in fresh)
        {
            notify.Person(colleague.Id, InboxNotices.Copied.Say(("title", task.Title), ("who", who), ("note", note)), "/inbox/copies", task.CaseId);
        }

        return fresh.Count;
    }

    /// <summary>已阅. Only one's own, and the first time counts.</summary>
    public int MarkRead(IReadOnlyCollection<Guid> copies) => copies.Distinct().Sum(id => step.Sql.Execute(
        "update case_copy set read_at = @now where tenant_id = @tenant and id = @id and person_id = @person and read_at is null",
        ("now", step.Now), ("tenant", step.TenantId), ("id", id), ("person", step.Actor.PersonId)));

    /// <summary>抄送 that a step of the flow makes by itself.</summary>
    public void Send(Guid caseId, string title, IReadOnlyList<Colleague> people)
    {
        var fresh = people.Where(p => Insert(caseId, p.Id, Actor.SystemName, title)).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        history.Say(caseId, $"{title}：抄送{string.Join("、", fresh.Select(c => c.Name))}", forApplicant: false, automatic: true);
        foreach (var colleague in fresh)
        {
            notify.Person(colleague.Id, InboxNotices.CopiedByStep.Say(("title", title)), "/inbox/copies", caseId);
        }
    }

    private bool Insert(Guid caseId, Guid person, string who, string note) => step.Sql.Execute(
        """
        insert into case_copy (tenant_id, id, case_id, person_id, from_name, note, at) values (@tenant, @id, @case, @person, @who, @note, @now)
        on conflict (tenant_id, case_id, person_id) do nothing
        """,
        ("tenant", step.TenantId), ("id", step.NewId()), ("case", caseId), ("person", person), ("who", who), ("note", note), ("now", step.Now)) > 0;
}
