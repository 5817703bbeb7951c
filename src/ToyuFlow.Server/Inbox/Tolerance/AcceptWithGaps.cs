using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>
/// 容缺受理: accepts by the step's own result an application that lacks papers of secondary weight (非主审件), on the applicant's signed promise to hand
/// them in by a day. Nothing else of the acceptance differs; its result waits for them.
/// </summary>
public sealed class AcceptWithGaps(
    Step step, ToleranceBook book, CompleteTask complete, AttachTaskFiles files, GraphCache graphs, PackCatalog packs, WorkingCalendar calendar, Numbering numbering, AuditTrail audit)
{
    /// <summary>The signed promise, as a paper of the case.</summary>
    public const string Letter = "tolerance-promise";

    /// <summary>Working days that the office needs before the day on which it has promised its decision.</summary>
    private const int DaysBeforeDecision = 2;

    private const int LongestText = 500;

    public async Task<Guid> RunAsync(GapInput input, CancellationToken cancellationToken)
    {
        var held = TaskGuard.Hold(step, input.TaskId, input.Revision);
        var (task, spec) = (held.Row, TaskSpec.FromJson(held.Row.Spec));
        var rule = spec.Tolerance ?? throw new ForbiddenException("这一步不允许容缺受理。");
        if (task.InRound || task.UnitId is not { } unit)
        {
            throw new ConflictException("加签没有办完，现在不能容缺受理。");
        }

        RequireWithheld(task);
        RequireCredit(task);
        var gaps = Check(input, rule, TolerablePaper.Of(step.Sql, packs[step.TenantId], step.TenantId, task.CaseId));
        var number = numbering.Next("tolerance", "容缺〔{year}〕{n:0000}号");
        var id = Insert(task, unit, number, input.LastDay!.Value, gaps);
        files.Attach(task.CaseId, input.Letters);
        await complete.RunAsync(
            new TaskInput(task.Id, input.Revision, rule.Outcome, $"容缺受理（{number}）：{string.Join("、", gaps.Select(g => g.Name))}由申请人承诺在 {input.LastDay:yyyy-MM-dd} 前补齐。"), cancellationToken);
        RequireTimeToDecide(task.CaseId, input.LastDay.Value);
        book.Watch(id, input.LastDay.Value);
        audit.Record("tolerance.accepted", "tolerance", id.ToString(), task.CaseId, number);
        var promise = PromiseRow.Find(step.Sql, step.TenantId, id)!;
        book.TellApplicant(promise, ToleranceNotices.Accepted, ("papers", promise.Names));
        return id;
    }

    /// <summary>A flow without a step that waits for the gap would give the result all the same.</summary>
    private void RequireWithheld(TaskRow task)
    {
        var version = step.Sql.List(
            "select definition_version_id from workflow_instance where tenant_id = @tenant and id = @id", row => row.GetGuid(0), ("tenant", step.TenantId), ("id", task.InstanceId))[0];
        var nodes = graphs.Get(step.Sql, step.TenantId, version).Definition.Root.SelfAndDescendants();
        if (!nodes.Any(n => StepSettings.IsTrue(n.Json["withholdsOnGap"]?["expression"]?["value"]?.ToString())))
        {
            throw new ConflictException("流程中没有设置“容缺未补齐不发结果”的环节，不能容缺受理。请管理员在流程设计中设置。");
        }
    }

    private void RequireCredit(TaskRow task)
    {
        if (PromiseRow.OfCase(step.Sql, step.TenantId, task.CaseId) is { } earlier)
        {
            throw new ConflictException($"本件已经容缺受理过（{earlier.Number}），不能再次容缺受理。");
        }

        if (PromiseRow.BrokenBy(step.Sql, step.TenantId, task.InstitutionId) is { } broken)
        {
            throw new ConflictException($"该机构没有履行以前的容缺承诺（{broken.Number}，应于 {Deadline.From(broken.DueAt).LastDay:yyyy-MM-dd} 前补齐），不适用容缺受理。请一次性告知补正，或作出其他决定。");
        }
    }

    private List<GapEntry> Check(GapInput input, ToleranceRule rule, IReadOnlyList<TolerablePaper> papers)
    {
        var errors = new List<FieldError>();
        var gaps = input.Gaps.Where(g => papers.Any(p => p.Code == g.Code)).Select(g => g with { Name = papers.First(p => p.Code == g.Code).Name, Problem = g.Problem.Trim() }).ToList();
        if (gaps.Count == 0 || gaps.Count < input.Gaps.Count)
        {
            errors.Add(new FieldError("gaps", "请勾选暂缺的材料；只有允许容缺的材料可以后补，主审材料必须齐全。"));
        }

        errors.AddRange(papers.Where(p => p.IsMissing && gaps.All(g => g.Code != p.Code)).Select(p => new FieldError($"gap-{p.Code}", $"“{p.Name}”还没有提交，请一并列入。")));
        errors.AddRange(gaps.Where(g => g.Problem.Length is 0 or > LongestText).Select(g => new FieldError($"gap-{g.Code}", $"请写明“{g.Name}”缺什么、有什么问题，最多 {LongestText} 字。")));
        var today = BeijingTime.DateOf(step.Now);
        var latest = calendar.Due(step.Now, Limit.WorkingDays(rule.Days)).LastDay;
        if (input.LastDay is not { } day || day <= today || day > latest)
        {
            errors.Add(new FieldError("day", $"补齐的最后一天应在今天之后，最晚 {latest:yyyy-MM-dd}（{rule.Days} 个工作日）。"));
        }

        if (input.Letters.Count == 0)
        {
            errors.Add(new FieldError($"field-{Letter}", "请上传申请人签署的容缺承诺书。"));
        }

        return errors.Count == 0 ? gaps : throw new InvalidInputException(errors);
    }

    /// <summary>Known only now: the clock of the decision has started with the acceptance.</summary>
    private void RequireTimeToDecide(Guid caseId, DateOnly lastDay)
    {
        var due = step.Sql.Scalar<long?>(
            "select min(coalesce(promised_due_at, due_at)) from case_clock where tenant_id = @tenant and case_id = @case and stopped_at is null", ("tenant", step.TenantId), ("case", caseId));
        if (due is not { } at)
        {
            return;
        }

        var decision = Deadline.From(DateTimeOffset.FromUnixTimeMilliseconds(at)).LastDay;
        var latest = calendar.AddWorkingDays(decision, -DaysBeforeDecision);
        if (lastDay > latest)
        {
            throw new InvalidInputException("day", latest > BeijingTime.DateOf(step.Now)
                ? $"受理后应在 {decision:yyyy-MM-dd} 前作出决定，材料至少要提前 {DaysBeforeDecision} 个工作日补齐：最晚 {latest:yyyy-MM-dd}。"
                : $"受理后应在 {decision:yyyy-MM-dd} 前作出决定，来不及提前 {DaysBeforeDecision} 个工作日补齐，不能容缺受理。");
        }
    }

    private Guid Insert(TaskRow task, Guid unit, string number, DateOnly lastDay, List<GapEntry> gaps)
    {
        var id = step.NewId();
        step.Sql.Execute(
            """
            insert into tolerance_promise (tenant_id, id, case_id, institution_id, number, accepted_by, accepted_by_name, accepted_at, unit_id, post_id, due_at, state, revision)
            values (@tenant, @id, @case, @institution, @number, @by, @name, @now, @unit, @post, @due, 'Open', 1)
            """,
            ("tenant", step.TenantId), ("id", id), ("case", task.CaseId), ("institution", task.InstitutionId), ("number", number), ("by", step.Actor.PersonId), ("name", step.Actor.Name),
            ("now", step.Now), ("unit", unit), ("post", task.PostId), ("due", BeijingTime.EndOf(lastDay)));
        foreach (var (place, gap) in gaps.Index())
        {
            step.Sql.Execute(
                "insert into tolerance_gap (tenant_id, id, promise_id, place, code, name, problem, state) values (@tenant, @id, @promise, @place, @code, @name, @problem, 'Missing')",
                ("tenant", step.TenantId), ("id", step.NewId()), ("promise", id), ("place", place + 1), ("code", gap.Code), ("name", gap.Name), ("problem", gap.Problem));
        }

        return id;
    }
}

/// <summary>As entered.</summary>
/// <param name="LastDay">Until which the papers are promised.</param>
/// <param name="Letters">The signed promise, stored already.</param>
public sealed record GapInput(Guid TaskId, long Revision, IReadOnlyList<GapEntry> Gaps, DateOnly? LastDay, IReadOnlyList<TaskFile> Letters);

public sealed record GapEntry(string Code, string Problem)
{
    public string Name { get; init; } = "";
}
