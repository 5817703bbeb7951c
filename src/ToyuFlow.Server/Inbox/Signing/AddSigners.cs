using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>
/// 加签: whoever has a task brings others in. 前加签: they act first and the task waits; 后加签: they act after its holder has agreed; 并加签: they join
/// the round with a voice of their own. The limit of the task is theirs too.
/// </summary>
public sealed class AddSigners(Step step, SignRound round, TaskRows rows, FindSigners people, CaseHistory history, AuditTrail audit)
{
    public const int Most = 20;

    private const long HeaviestWeight = 1000;

    public async Task<int> RunAsync(SignersToAdd added, CancellationToken cancellationToken)
    {
        var held = TaskGuard.Hold(step, added.TaskId, added.Revision);
        var (task, spec) = (held.Row, TaskSpec.FromJson(held.Row.Spec));
        if (task.ForApplicant || added.Kind == SignKind.Main)
        {
            throw new MissingException();
        }

        HandOnChecks.RequireAllowed(spec, SignWords.Act(added.Kind), SignWords.Of(added.Kind));
        HandOnChecks.RequireReason(added.Reason, "请写明加签的理由。");
        if (added.Weight is < 1 or > HeaviestWeight)
        {
            throw new InvalidInputException("weight", $"权重应在 1 到 {HeaviestWeight} 之间。");
        }

        var all = Round(task, held.HolderId);
        var own = all.Single(r => r.Id == task.Id);
        RequireMayAdd(spec, all, own, added);
        var signers = Choose(task, spec, all, added.People);
        Insert(held, own, all.Max(r => r.Sign.Order), spec, signers, added);
        var who = held.Right.Names(step.Actor.Name);
        var names = string.Join("、", signers.Select(s => s.Name));
        var method = added.Kind == SignKind.Beside ? "" : $"（{SignWords.Method(added.Method)}）";
        history.Say(task.CaseId, $"{task.Title}：{who}{SignWords.Of(added.Kind)}{names}{method}", forApplicant: false, added.Reason);
        audit.Record("task.signers-added", "task", task.Id.ToString(), task.CaseId, $"{SignWords.Of(added.Kind)}：{names}");
        await round.SettleAsync(task.BookmarkId, "", null, cancellationToken);
        return signers.Count;
    }

    /// <summary>Everybody who could be added: officers who are not in the round and may decide the step.</summary>
    public static List<Colleague> Candidates(Sql sql, string tenantId, TaskRow task, TaskSpec spec)
    {
        var all = RoundRow.Of(sql, tenantId, task.BookmarkId);
        return [.. TaskColleagues.All(sql, tenantId).Where(c => c.Id != task.AssigneeId && !all.Exists(r => r.Concerns(c.Id)) && !TaskSeparation.Forbids(sql, tenantId, c.Id, task, spec))];
    }

    /// <summary>A task that one person had becomes the first of a round.</summary>
    private List<RoundRow> Round(TaskRow task, Guid holder)
    {
        if (!task.InRound)
        {
            step.Sql.Execute(
                "update work_task set sign_kind = @kind, assignee_id = coalesce(assignee_id, @person), revision = revision + 1 where tenant_id = @tenant and id = @id",
                ("kind", SignKind.Main), ("person", holder), ("tenant", step.TenantId), ("id", task.Id));
        }

        return RoundRow.Of(step.Sql, step.TenantId, task.BookmarkId);
    }

    private static void RequireMayAdd(TaskSpec spec, List<RoundRow> all, RoundRow own, SignersToAdd added)
    {
        if (new SignTree(spec.Sign, [.. all.Select(r => r.Sign)]).DepthOf(own.Sign) >= spec.Sign.AddDepth)
        {
            throw new ForbiddenException(own.Sign.ParentId is null ? "这一步不允许加签。" : "您是被加签的，不能再加签别人。");
        }

        if (all.Find(r => r.Sign.ParentId == own.Id && !r.Sign.HasVoice && r.Sign.IsPending) is { } earlier
            && added.Kind != SignKind.Beside && (earlier.Sign.Kind != added.Kind || earlier.Sign.Method != added.Method))
        {
            throw new ConflictException($"先前的{SignWords.Of(earlier.Sign.Kind)}（{SignWords.Method(earlier.Sign.Method)}）还没有办完，只能按同样的方式增加人员。");
        }
    }

    private List<Signer> Choose(TaskRow task, TaskSpec spec, List<RoundRow> all, IReadOnlyCollection<Guid> chosen)
    {
        if (chosen.Count is 0 or > Most)
        {
            throw new InvalidInputException("person", $"请选择 1 到 {Most} 位同志。");
        }

        var signers = new List<Signer>();
        foreach (var person in chosen.Distinct())
        {
            var signer = people.Officer(person, task.UnitId) ?? throw new InvalidInputException("person", "请选择本县的工作人员。");
            if (person == step.Actor.PersonId || all.Exists(r => r.Concerns(person)))
            {
                throw new InvalidInputException("person", $"{signer.Name}已经在这一轮签办人中，不能重复加签。");
            }

            if (people.HasConflict(task.CaseId, person, spec.SeparateFrom))
            {
                throw new InvalidInputException("person", $"{signer.Name}已办理过本件不相容的环节，须回避。");
            }

            signers.Add(signer);
        }

        return signers;
    }

    private void Insert(HeldTask held, RoundRow own, int order, TaskSpec spec, List<Signer> signers, SignersToAdd added)
    {
        var task = held.Row;
        var file = rows.CaseOf(task.CaseId);
        var asked = spec with
        {
            Instructions = $"{held.Right.Names(step.Actor.Name)}请您{SignWords.Of(added.Kind)}：{added.Reason}" + (added.Kind == SignKind.Beside && spec.Instructions.Length > 0 ? $"\n{spec.Instructions}" : ""),
        };
        if (added.Kind != SignKind.Beside)
        {
            asked = asked with { Fields = [], Checklist = [], Actions = [.. spec.Actions.Where(a => a.Voice is not null).Select(a => a with { Status = null, Says = null })] };
        }

        var activity = step.Sql.Scalar<string>("select activity_id from work_task where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", task.Id))!;
        foreach (var signer in signers)
        {
            history.TakesPart(task.CaseId, signer.UnitId);
            rows.Insert(file, new NewTask(task.CaseId, task.InstanceId, task.BookmarkId, activity, task.StepCode, task.Title, new TaskDue(own.DueAt, own.PromisedDueAt), asked)
            {
                UnitId = signer.UnitId,
                PostId = signer.PostId,
                AssigneeId = signer.PersonId,
                Status = WorkTaskStatus.Waiting,
                SignKind = added.Kind,
                ParentId = task.Id,
                AddedBy = step.Actor.PersonId,
                SignMethod = added.Kind == SignKind.Beside ? null : added.Method,
                SignOrder = ++order,
                Weight = added.Kind == SignKind.Beside ? added.Weight : 1,
                SignGroup = own.Sign.Group,
            });
        }
    }
}

public sealed record SignersToAdd(Guid TaskId, long Revision, SignKind Kind, IReadOnlyCollection<Guid> People, string Reason)
{
    /// <summary>Among the added: <see cref="SignMode.All"/>, <see cref="SignMode.Any"/> or <see cref="SignMode.Sequence"/>; means nothing for 并加签.</summary>
    public SignMode Method { get; init; } = SignMode.All;

    /// <summary>并加签 to a vote.</summary>
    public long Weight { get; init; } = 1;
}
