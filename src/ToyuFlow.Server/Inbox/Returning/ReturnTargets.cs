using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Inbox.Returning;

/// <summary>Finds the steps that a task can be sent back to: decided by an office in the same flow, on the own branch or before its fork, with nothing between that happens only once.</summary>
public sealed class ReturnTargets(GraphCache graphs, WorkflowRunner runner, ActivityCatalog catalog, IServiceProvider services, TimeProvider time)
{
    public IReadOnlyList<ReturnTarget> Of(Sql sql, string tenantId, TaskRow task)
    {
        if (task.ForApplicant || task.Status != WorkTaskStatus.Open || Load(sql, tenantId, task.InstanceId) is not var (graph, state))
        {
            return [];
        }

        var titles = OpenTitles(sql, tenantId, task.InstanceId);
        var found = new List<ReturnTarget>();
        foreach (var passed in Passed(sql, tenantId, task.InstanceId))
        {
            var plan = runner.PlanRewind(graph, state, new Rewind(passed.ActivityId) { FromBookmarkId = task.BookmarkId.ToString() }, new EngineServices(services, time, RandomIdSource.Instance));
            if (Repeatable.Allows(plan, catalog))
            {
                var own = state.Bookmarks.FirstOrDefault(b => b.Id == task.BookmarkId.ToString())?.ActivityId;
                found.Add(new ReturnTarget(passed.ActivityId, passed.Title, passed.DecidedBy, passed.DecidedAt, plan.Refusal is null ? [] : [.. plan.GivenUp.Where(a => a != own).Select(a => titles.GetValueOrDefault(a, a))])
                {
                    PersonId = passed.PersonId,
                });
            }
        }

        return found;
    }

    /// <summary>What taking a decided task back would mean; null when the flow cannot go back there at all.</summary>
    public RewindPlan? PlanTakeBack(Sql sql, string tenantId, Guid instanceId, string activityId) =>
        Load(sql, tenantId, instanceId) is var (graph, state)
            ? runner.PlanRewind(graph, state, new Rewind(activityId) { CancelsOthers = true }, new EngineServices(services, time, RandomIdSource.Instance))
            : null;

    /// <summary>The decided steps of an instance, the latest first; what changed the status of the case (受理) is in force and what the system decided is nobody's: neither is gone back to.</summary>
    public static IReadOnlyList<PassedStep> Passed(Sql sql, string tenantId, Guid instanceId) => [.. sql.List(
        """
        select activity_id, title, decided_by_name, decided_at, coalesce(decided_for, decided_by), spec, action from work_task
        where tenant_id = @tenant and instance_id = @instance and status = 'Done' and for_applicant = @no and is_automatic = @no and action <> @back and action <> @taken
        order by decided_at desc, id desc
        """,
        row => new PassedStep(row.GetString(0), row.GetString(1), row.TextOrNull(2) ?? "", row.Instant(3), row.GuidOrNull(4))
        {
            IsInForce = TaskSpec.FromJson(row.GetString(5)).Find(row.GetString(6))?.Status is not null,
        },
        ("tenant", tenantId), ("instance", instanceId), ("no", false), ("back", ReturnTask.Action), ("taken", TakeBackTask.Action)).DistinctBy(p => p.ActivityId).Where(p => !p.IsInForce)];

    private Tuple<ToyuFlow.Workflows.Definitions.WorkflowGraph, WorkflowState>? Load(Sql sql, string tenantId, Guid instanceId) => sql.Single(
        "select definition_version_id, state from workflow_instance where tenant_id = @tenant and id = @id and status = 'Running'",
        row => Tuple.Create(row.GetGuid(0), row.GetString(1)), ("tenant", tenantId), ("id", instanceId)) is var (version, state)
        ? Tuple.Create(graphs.Get(sql, tenantId, version), WorkflowState.FromJson(state))
        : null;

    private static Dictionary<string, string> OpenTitles(Sql sql, string tenantId, Guid instanceId) => sql.List(
        "select activity_id, title from work_task where tenant_id = @tenant and instance_id = @instance and status = 'Open'",
        row => (row.GetString(0), row.GetString(1)), ("tenant", tenantId), ("instance", instanceId)).DistinctBy(t => t.Item1).ToDictionary(t => t.Item1, t => t.Item2);
}
