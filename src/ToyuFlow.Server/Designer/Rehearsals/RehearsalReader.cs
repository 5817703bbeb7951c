using System.Text.Json.Nodes;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Designer.Rehearsals;

/// <summary>Reads, inside the step, what a rehearsal has come to.</summary>
public sealed class RehearsalReader(Step step, PackCatalog packs, InstanceFlow flow, RehearsalPeople people, ActivityCatalog catalog)
{
    public RehearsalView Read(DefinitionVersion version, AppliedCase applied, Guid first)
    {
        var sql = step.Sql;
        var status = sql.Scalar<string>("select status from workflow_instance where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", applied.InstanceId));
        var matter = packs[step.TenantId].Matters.FirstOrDefault(m => m.Code == version.DefinitionId);
        return new RehearsalView(
            flow.Draw(sql, step.TenantId, applied.InstanceId, version.Name, Array.Empty<string>().ToLookup(n => n)) ?? flow.Draw(ElsaJsonReader.Read(version.Json)), step.Now)
        {
            Tasks = [.. OpenTasks(applied.InstanceId).Select(Describe), .. Outside(version, applied.InstanceId)],
            NextTimer = NextTimer(first)?.DueAt,
            IsFinished = status is not (null or "Running"),
            Incidents = sql.List(
                "select message from incident where tenant_id = @tenant and instance_id = @instance and resolved_at is null order by id",
                row => row.GetString(0), ("tenant", step.TenantId), ("instance", applied.InstanceId)),
            Lines = sql.List(
                "select at, who, sentence, is_automatic from timeline_entry where tenant_id = @tenant and case_id = @case order by at, id",
                row => new RehearsedLine(row.Instant(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)), ("tenant", step.TenantId), ("case", applied.CaseId)),
            Clocks = sql.List(
                "select name, due_at, promised_due_at, stopped_at from case_clock where tenant_id = @tenant and case_id = @case order by started_at, id",
                row => new RehearsedClock(row.GetString(0), row.Instant(1), row.InstantOrNull(2), row.InstantOrNull(3) is not null), ("tenant", step.TenantId), ("case", applied.CaseId)),
            Amounts = sql.List(
                "select scheme_name, amount, explanation from claim where tenant_id = @tenant and case_id = @case order by id",
                row => Amount(row.GetString(0), new Money(row.GetInt64(1)), ClaimExplanation.FromJson(row.GetString(2))), ("tenant", step.TenantId), ("case", applied.CaseId)),
            Notices = sql.List(
                """
                select p.display_name, n.sentence from notice n join person p on p.id = n.person_id
                where n.tenant_id = @tenant and n.id >= @first order by n.id
                """,
                row => $"{row.GetString(0)}：{row.GetString(1)}", ("tenant", step.TenantId), ("first", first)),
            Form = matter is null ? [] : [.. matter.Fields.Where(f => applied.Form.ContainsKey(f.Code)).Select(f => new RehearsedField(f, applied.Form[f.Code]))],
        };
    }

    /// <summary>The open tasks of the instance, each with the key that a choice names it by.</summary>
    public IReadOnlyList<(string Key, TaskRow Row)> OpenTasks(Guid instanceId) =>
    [
        .. step.Sql.List(
            "select id from work_task where tenant_id = @tenant and instance_id = @instance and status = 'Open' order by created_at, id",
            row => row.GetGuid(0), ("tenant", step.TenantId), ("instance", instanceId))
            .Select(id => TaskAccess.Find(step.Sql, step.TenantId, id)!)
            .Select(task => (task.StepCode, task)),
    ];

    /// <summary>The first timer that the play has set.</summary>
    public DueTimer? NextTimer(Guid first) => step.Sql.Single(
        "select id, kind, subject_id, due_at, payload from timer where tenant_id = @tenant and id >= @first order by due_at, id limit 1",
        row => new DueTimer(step.TenantId, row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.Instant(3), JsonNode.Parse(row.GetString(4))!.AsObject()),
        ("tenant", step.TenantId), ("first", first));

    private static RehearsedAmount Amount(string scheme, Money amount, ClaimExplanation why) => new(
        scheme, amount, [.. why.Lines.Select(l => $"{l.What}：{l.Count} {l.Unit} × {l.Rate} 元 = {l.Amount} 元（{l.Source}）")], why.Reasons);

    public WorkflowState? State(Guid instanceId) => step.Sql.Scalar<string>(
        "select state from workflow_instance where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", instanceId)) is { } json ? WorkflowState.FromJson(json) : null;

    /// <summary>What waits for neither a person nor a time.</summary>
    private IEnumerable<RehearsedTask> Outside(DefinitionVersion version, Guid instanceId)
    {
        var definition = ElsaJsonReader.Read(version.Json);
        return
            from bookmark in State(instanceId)?.Bookmarks ?? []
            where bookmark.Kind != ApprovalTaskActivity.BookmarkKind && bookmark.DueAt is null
            let node = definition.Root.SelfAndDescendants().FirstOrDefault(n => n.Id == bookmark.ActivityId)
            where node is not null
            let exits = InstanceFlow.Exits(definition, node.Id).ToDictionary(e => e.Port, e => e.Words)
            select new RehearsedTask(
                $"{RehearsalRequest.Outside}{node.Id}", node.DisplayText ?? node.Name ?? node.Id, "等待外部事件", [], null, null,
                [.. (catalog.Find(node.Type, node.Version)?.Ports.Of(node) ?? ["Done"]).Select(p => new RehearsedAction(p, exits.GetValueOrDefault(p, p), "normal"))]);
    }

    private RehearsedTask Describe((string Key, TaskRow Row) open)
    {
        var (key, task) = open;
        var spec = TaskSpec.FromJson(task.Spec);
        var place = step.Sql.Single(
            """
            select coalesce(u.name, ''), coalesce(p.name, ''), t.due_at, t.promised_due_at from work_task t
            left join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id left join post p on p.tenant_id = t.tenant_id and p.id = t.post_id
            where t.tenant_id = @tenant and t.id = @id
            """,
            row => (Unit: row.GetString(0), Post: row.GetString(1), Due: row.Instant(2), Promised: row.InstantOrNull(3)).ToTuple(),
            ("tenant", step.TenantId), ("id", task.Id))!;
        return new RehearsedTask(
            key, task.Title, task.ForApplicant ? "申请人" : $"{place.Item1} · {place.Item2}", [.. people.WhoMay(task, spec).Select(p => p.Name)],
            place.Item3 >= WorkTask.NoLimit ? null : place.Item3, place.Item4, [.. spec.Actions.Select(a => new RehearsedAction(a.Code, a.Label, a.Tone))]);
    }
}
