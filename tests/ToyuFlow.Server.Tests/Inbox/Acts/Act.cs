using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Batch;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Inbox.Tolerance;
using ToyuFlow.Server.Inbox.Waking;
using ToyuFlow.Server.Inbox.Withdrawing;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Acts;

/// <summary>An act of the table: what must have happened before, and the act itself with the revision that the person saw.</summary>
/// <param name="Seen">Whether the act asks for what the person saw; one that is about the case or has no choice does not.</param>
internal sealed record Act(string Name, Func<ActSubject, long, Func<IServiceProvider, CancellationToken, Task>> Do, bool Seen = true)
{
    public Func<ActSubject, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    /// <summary>Whose task it is about: the one of the case, or the added one.</summary>
    public Func<ActSubject, TaskRow> On { get; init; } = s => s.Task;

    public Func<ActSubject, string> By { get; init; } = s => s.Actor;

    /// <summary>Whether it needs a step that may accept with gaps, which only a step of one officer can be.</summary>
    public bool NeedsTolerance { get; init; }

    /// <summary>What somebody else has to do before it takes effect.</summary>
    public Func<ActSubject, Task> Then { get; init; } = _ => Task.CompletedTask;

    public static readonly IReadOnlyList<Act> All =
    [
        new("认领", (s, _) => Now(p => p.GetRequiredService<ClaimTask>().Claim(s.TaskId)), Seen: false),
        new("放回", (s, _) => Now(p => p.GetRequiredService<ClaimTask>().Release(s.TaskId)), Seen: false),
        new("通过", (s, seen) => Decide(s, seen, "Agree")),
        new("批量通过", (s, seen) => (p, token) => BatchAsync(p.GetRequiredService<PassBatch>(), new BatchItem(s.TaskId, seen), token)),
        new("容缺受理", (s, seen) => (p, token) => p.GetRequiredService<AcceptWithGaps>().RunAsync(Gaps(p, s, seen), token)) { NeedsTolerance = true },
        new("不予", (s, seen) => Decide(s, seen, "Refuse")),
        new("补正", (s, seen) => Decide(s, seen, "Correct")),
        new("退回", (s, seen) => (p, token) => p.GetRequiredService<ReturnTask>().RunAsync(s.TaskId, new ReturnOrder(seen, "a", "示例退回", false, true), token)),
        new("转办", (s, seen) => Now(p => p.GetRequiredService<TransferTask>().Run(s.TaskId, seen, s.World.Id(s.Other), "示例转办"))),
        new("委派", (s, seen) => Now(p => p.GetRequiredService<DelegateTask>().Run(s.TaskId, seen, s.World.Id(s.Other), "示例委派"))),
        new("出具意见", (s, seen) => Now(p => p.GetRequiredService<DelegateTask>().GiveOpinion(s.TaskId, seen, "示例意见"))),
        new("收回委派", (s, seen) => Now(p => p.GetRequiredService<DelegateTask>().Recall(s.TaskId, seen))) { By = s => s.Head },
        new("前加签", (s, seen) => AddSigner(s, seen, SignKind.Before)),
        new("后加签", (s, seen) => AddSigner(s, seen, SignKind.After)),
        new("并加签", (s, seen) => AddSigner(s, seen, SignKind.Beside)),
        new("减签", (s, seen) => (p, token) => p.GetRequiredService<RemoveSigner>().RunAsync(s.Added.Id, seen, "示例减签", token))
        {
            Prepare = s => s.World.RunAsync(s.Actor, null, AddSigner(s, s.Task.Revision, SignKind.Before)),
            On = s => s.Added,
        },
        new("撤回", (s, seen) => (p, token) => p.GetRequiredService<TakeBackTask>().RunAsync(s.TaskId, seen, token))
        {
            Prepare = s => s.World.RunAsync(s.Actor, null, Decide(s, s.Task.Revision, "Agree")),
        },
        new("抄送", (s, seen) => Now(p => p.GetRequiredService<CopyCase>().Run(s.TaskId, seen, [s.World.Id(s.Other)], "示例附言"))),
        new("催办", (s, _) => Now(p => p.GetRequiredService<UrgeCase>().Run(s.CaseId, "示例催办")), Seen: false) { By = _ => "luxian-health-accept" },
        new("暂存", (s, _) => Now(p => p.GetRequiredService<SaveDraft>().Run(s.TaskId, new TaskEntry { Opinion = "示例暂存" })), Seen: false),
        new("督办", (s, _) => Now(p => p.GetRequiredService<OpenSupervision>().Run(new SupervisionInput(s.CaseId, s.Task.UnitId, null, 3, "示例：请尽快办理"))), Seen: false) { By = _ => "luxian-health-approve" },
        new("撤件", (s, _) => Withdraw(s), Seen: false)
        {
            Prepare = AcceptAsync,
            By = _ => ActWorld.Applicant,
            Then = s => DecideAsync(s, (decide, id, token) => decide.ApproveAsync(id, "", token)),
        },
        new("撤件未准", (s, _) => Withdraw(s), Seen: false)
        {
            Prepare = AcceptAsync,
            By = _ => ActWorld.Applicant,
            Then = s => DecideAsync(s, (decide, id, token) => decide.RefuseAsync(id, "示例：请继续办理", token)),
        },
        new("唤醒", (s, _) => (p, token) => p.GetRequiredService<WakeCase>().RunAsync(
            new WakeOrder(s.CaseId, s.World.Cases.Revision(s.CaseId), s.Kind == "parallel" ? "a" : "x", WakeOrder.Bases[^1], "示例：误操作撤件"), token), Seen: false)
        {
            Prepare = s => s.World.RunAsync(ActWorld.Applicant, null, Withdraw(s)),
            By = _ => "luxian-samr-approve",
        },
        new("离职移交", (s, _) => Now(p => HandOver(p.GetRequiredService<HandOverTasks>(), s)), Seen: false)
        {
            Prepare = s => s.Kind == "substituted" ? s.World.RunAsync(s.Actor, p => p.GetRequiredService<ClaimTask>().Claim(s.TaskId)) : Task.CompletedTask,
            By = _ => "luxian-system",
        },
        new("挂起计时", (s, _) => (p, token) => Ask(s, p, ClockChangeKind.Pause, token), Seen: false) { By = s => s.Kind == "delegated" ? s.Head : s.Actor, Then = ApproveAsync },
        new("延期", (s, _) => (p, token) => Ask(s, p, ClockChangeKind.Extend, token), Seen: false) { By = s => s.Kind == "delegated" ? s.Head : s.Actor, Then = ApproveAsync },
    ];

    private static Func<IServiceProvider, CancellationToken, Task> Now(Action<IServiceProvider> act) => (services, _) =>
    {
        act(services);
        return Task.CompletedTask;
    };

    private static async Task BatchAsync(PassBatch batch, BatchItem item, CancellationToken token) =>
        await batch.PassAsync(batch.Begin([item], "示例批量"), item.TaskId, "示例批量", token);

    /// <summary>Every paper that may be missing is missing; promised for the next working day, which leaves the time that the office needs.</summary>
    private static GapInput Gaps(IServiceProvider services, ActSubject subject, long seen)
    {
        var (step, pack) = (services.GetRequiredService<Step>(), services.GetRequiredService<PackCatalog>()[ToyuFlowApp.Tenant]);
        var papers = TolerablePaper.Of(step.Sql, pack, step.TenantId, subject.CaseId);
        var day = services.GetRequiredService<WorkingCalendar>().Due(step.Now, Limit.WorkingDays(1)).LastDay;
        return new GapInput(
            subject.TaskId, seen, [.. papers.Select(p => new GapEntry(p.Code, "示例：未提交"))], day, [new TaskFile(AcceptWithGaps.Letter, "容缺承诺书.pdf", "application/pdf", 3, "示例")]);
    }

    /// <summary>Whoever has the task leaves: its officer, the one who was asked, or the one who is substituted.</summary>
    private static void HandOver(HandOverTasks handOver, ActSubject subject)
    {
        var (leaving, staying) = subject.Kind == "substituted" ? (subject.Head, subject.Actor) : (subject.Actor, subject.Head);
        handOver.Run(subject.World.Id(leaving), subject.World.Id(staying), "示例离职");
    }

    private static Func<IServiceProvider, CancellationToken, Task> Decide(ActSubject subject, long seen, string action) => (services, token) =>
        services.GetRequiredService<CompleteTask>().RunAsync(
            new TaskInput(subject.TaskId, seen, action, "示例意见") { Corrections = action == "Correct" ? [new CorrectionItem("application", "申请书", "缺少签字")] : [] }, token);

    private static Func<IServiceProvider, CancellationToken, Task> AddSigner(ActSubject subject, long seen, SignKind kind) => (services, token) =>
        services.GetRequiredService<AddSigners>().RunAsync(new SignersToAdd(subject.TaskId, seen, kind, [subject.World.Id(subject.Other)], "示例加签"), token);

    private static async Task Ask(ActSubject subject, IServiceProvider services, ClockChangeKind kind, CancellationToken token)
    {
        await services.GetRequiredService<ChangeClock>().AskAsync(new ClockChangeOrder(subject.CaseId, ActWorld.Clock, kind, 2, "鉴定", "", "示例理由：等待结论"), token);
    }

    /// <summary>受理, after which a withdrawal is for the head to decide.</summary>
    private static Task AcceptAsync(ActSubject subject) =>
        subject.World.RunAsync("luxian-samr-accept", services => services.GetRequiredService<CaseHistory>().SetStatus(subject.CaseId, CaseStatus.Accepted));

    private static Func<IServiceProvider, CancellationToken, Task> Withdraw(ActSubject subject) => (services, token) =>
        services.GetRequiredService<AskWithdrawal>().RunAsync(subject.CaseId, subject.World.Cases.Revision(subject.CaseId), "示例：开办计划有变", token);

    private static Task DecideAsync(ActSubject subject, Func<DecideWithdrawal, Guid, CancellationToken, Task> decide)
    {
        var (id, unit) = subject.World.App.Read(sql => sql.List(
            "select id, unit_id from withdrawal_request where case_id = @case and status = 'Asked'", row => (row.GetGuid(0), row.GetGuid(1)), ("case", subject.CaseId)).Single());
        var head = subject.World.App.Read(sql => sql.Scalar<string>(
            "select user_name from person where id = @id", ("id", UnitHeads.Of(sql, ToyuFlowApp.Tenant, unit)[0].PersonId)))!;
        return subject.World.RunAsync(head, null, (services, token) => decide(services.GetRequiredService<DecideWithdrawal>(), id, token));
    }

    private static Task ApproveAsync(ActSubject subject)
    {
        var asked = subject.World.App.Read(sql => sql.List("select id from clock_change where case_id = @case and status = 'Asked'", row => row.GetGuid(0), ("case", subject.CaseId)));
        return subject.World.RunAsync(
            subject.Kind == "substituted" ? "luxian-health-approve" : "luxian-samr-approve", null,
            (services, token) => services.GetRequiredService<ChangeClock>().DecideAsync(asked.Single(), true, "", token));
    }
}
