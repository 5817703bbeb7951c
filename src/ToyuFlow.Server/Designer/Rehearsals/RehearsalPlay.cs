using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Designer.Rehearsals;

/// <summary>One play inside its step: publishes the version, hands an application in and takes the choices, each by a person who may.</summary>
public sealed class RehearsalPlay(
    Step step, DefinitionLibrary library, WorkflowHost workflows, RehearsalSubject subject, RehearsalPeople people, RehearsalReader reader, CompleteTask complete, ToyuDb db,
    Materials materials, IEnumerable<TimerHandler> handlers, IServiceProvider services)
{
    public async Task<RehearsalView> RunAsync(RehearsalRequest request, List<Guid> versions, CancellationToken cancellationToken)
    {
        var first = step.NewId();
        var version = await library.PublishAsync(request.Json, cancellationToken);
        versions.Add(version.Id);
        var (applied, refusal) = (AppliedCase.None(Guid.Empty), (string?)null);
        try
        {
            await step.PartAsync(async () => applied = await BeginAsync(version, request, cancellationToken), cancellationToken);
            foreach (var choice in request.Choices)
            {
                await step.PartAsync(() => TakeAsync(choice, applied, first, cancellationToken), cancellationToken);
                db.ChangeTracker.Clear();
            }
        }
        catch (RefusedException refused) when (refused is not MissingException)
        {
            refusal = refused.Message;
        }

        return reader.Read(version, applied, first) with { Refusal = refusal };
    }

    private async Task<AppliedCase> BeginAsync(DefinitionVersion version, RehearsalRequest request, CancellationToken cancellationToken)
    {
        if (await subject.ApplyAsync(version, request, cancellationToken) is { } applied)
        {
            db.ChangeTracker.Clear();
            return applied;
        }

        return AppliedCase.None(await workflows.StartAsync(version.DefinitionId, null, [], cancellationToken));
    }

    private Task TakeAsync(string choice, AppliedCase applied, Guid first, CancellationToken cancellationToken) =>
        choice == RehearsalRequest.Wait ? WaitAsync(first, cancellationToken)
        : choice.StartsWith(RehearsalRequest.Outside) && choice.Split(':', 2) is [var activity, var outcome] ? LeaveAsync(activity[1..], outcome, applied, cancellationToken)
        : choice.LastIndexOf(':') is var colon and > 0 ? DecideAsync(choice[..colon], choice[(colon + 1)..], applied, cancellationToken)
        : throw new InvalidInputException("c", "试运行的步骤写得不对，请从头开始。");

    private async Task DecideAsync(string key, string action, AppliedCase applied, CancellationToken cancellationToken)
    {
        var task = reader.OpenTasks(applied.InstanceId).Where(t => t.Key == key).Select(t => t.Row).FirstOrDefault() ?? throw new ConflictException("前面的选择改变后，这一步不再出现。");
        var spec = TaskSpec.FromJson(task.Spec);
        var chosen = spec.Find(action) ?? throw new ConflictException("这一步没有这个办理结果。");
        step.Continue(people.WhoDecides(task, spec), step.Now);
        if (chosen.Effect == "resubmit" && applied.CaseId is { } caseId)
        {
            await subject.HandInAgainAsync(materials, caseId, cancellationToken);
        }

        await complete.RunAsync(
            SampleInput.Of(spec, new TaskInput(task.Id, task.Revision, chosen.Code, "试运行的意见。"), BeijingTime.DateOf(step.Now), applied.Form, "试运行的补正内容。"),
            cancellationToken);
    }

    private Task LeaveAsync(string activityId, string outcome, AppliedCase applied, CancellationToken cancellationToken)
    {
        var bookmark = reader.State(applied.InstanceId)?.Bookmarks.FirstOrDefault(b => b.ActivityId == activityId) ?? throw new ConflictException("前面的选择改变后，这一步不再出现。");
        return workflows.LeaveAsync(applied.InstanceId, bookmark.Id, outcome, cancellationToken);
    }

    /// <summary>Time passes: reminders fire on the way, until the flow itself has moved or nothing is left to wait for.</summary>
    private async Task WaitAsync(Guid first, CancellationToken cancellationToken)
    {
        var fired = 0;
        while (reader.NextTimer(first) is { } timer && fired++ < 50)
        {
            step.Continue(Actor.System(step.TenantId), timer.DueAt);
            step.Sql.Execute("delete from timer where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", timer.Id));
            if (handlers.FirstOrDefault(h => h.Kind == timer.Kind) is { } handler)
            {
                await handler.FireAsync(services, timer, cancellationToken);
            }

            if (timer.Kind == InstanceStore.BookmarkTimer)
            {
                return;
            }
        }

        if (fired == 0)
        {
            throw new ConflictException("没有可等的定时，这一步要由人办理。");
        }
    }
}

/// <summary>What was handed in.</summary>
/// <param name="CaseId">Null when the flow belongs to no matter that can be applied for.</param>
public sealed record AppliedCase(Guid? CaseId, Guid InstanceId, IReadOnlyDictionary<string, string> Form)
{
    public static AppliedCase None(Guid instanceId) => new(null, instanceId, new Dictionary<string, string>());
}
