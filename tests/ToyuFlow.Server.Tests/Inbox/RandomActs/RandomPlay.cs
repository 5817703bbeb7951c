using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Lost;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Withdrawing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.RandomActs;

/// <summary>One sequence: random people do random things with the tasks of a case.</summary>
internal sealed class RandomPlay(ActRunner runner, Dictionary<string, int> done)
{
    private static readonly string[] Officers = RandomFlow.Officers;

    /// <param name="toTheEnd">Whether everybody then agrees until the case has ended.</param>
    public async Task RunAsync(Guid like, int seed, int acts, bool toTheEnd)
    {
        var (random, caseId) = (new Random(seed), await runner.BeginAsync(like));
        for (var i = 0; i < acts; i++)
        {
            if (await TryAsync(caseId, random) is { } act)
            {
                done[act] = done.GetValueOrDefault(act) + 1;
                Check(caseId, $"seed {seed}, act {i} ({act})");
            }
        }

        runner.Read(sql => LostCases.Run(sql, ToyuFlowApp.Tenant)).Where(l => l.CaseId == caseId).ToList().ForEach(l => Assert.Fail($"seed {seed}: {l}"));
        if (toTheEnd)
        {
            await EndAsync(caseId, seed);
        }
    }

    /// <summary>Returns what was done; null when it was refused, as most of what strangers try is.</summary>
    private async Task<string?> TryAsync(Guid caseId, Random random)
    {
        var tasks = Tasks(caseId, onlyOpen: random.Next(4) > 0);
        if (tasks.Count == 0)
        {
            return null;
        }

        if (random.Next(2) == 0 && await DecideAskedAsync(caseId, random) is { } decided)
        {
            return decided;
        }

        var task = tasks[random.Next(tasks.Count)];
        if (random.Next(30) == 0)
        {
            return await TryAsync("luxian-operator", "withdraw", (s, token) => s.GetRequiredService<AskWithdrawal>().RunAsync(caseId, Revision(caseId), "示例：计划有变", token));
        }

        var who = random.Next(5) > 0 && Likely(task, random) is { } likely ? likely : Officers[random.Next(Officers.Length)];
        var other = runner.ActorOf(Officers[random.Next(Officers.Length)]).PersonId!.Value;
        var acts = Acts(task, other, random);
        var (name, act) = acts[random.Next(acts.Count)];
        return await TryAsync(who, name, act);
    }

    /// <summary>What waits for a head: a pause, an extension or a withdrawal.</summary>
    private async Task<string?> DecideAskedAsync(Guid caseId, Random random)
    {
        var (head, agrees) = (RandomFlow.Heads[random.Next(2)], random.Next(2) == 0);
        if (Asked("withdrawal_request", caseId) is { } request)
        {
            return await TryAsync(head, agrees ? "let-withdraw" : "refuse-withdrawal", (s, token) => agrees
                ? s.GetRequiredService<DecideWithdrawal>().ApproveAsync(request, "", token)
                : s.GetRequiredService<DecideWithdrawal>().RefuseAsync(request, "示例：请继续", token));
        }

        return Asked("clock_change", caseId) is { } change
            ? await TryAsync(head, "decide-clock", (s, token) => s.GetRequiredService<ChangeClock>().DecideAsync(change, agrees, "示例意见", token))
            : null;
    }

    private Guid? Asked(string table, Guid caseId) => runner.Read(sql => sql.List($"select id from {table} where case_id = @case and status = 'Asked'", row => (Guid?)row.GetGuid(0), ("case", caseId))).FirstOrDefault();

    private long Revision(Guid caseId) => runner.Read(sql => sql.Scalar<long>("select revision from case_file where id = @case", ("case", caseId)));

    private async Task<string?> TryAsync(string who, string name, Func<IServiceProvider, CancellationToken, Task> act)
    {
        try
        {
            await runner.RunAsync(who, act);
            return name;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static List<(string Name, Func<IServiceProvider, CancellationToken, Task> Act)> Acts(TaskRow task, Guid other, Random random)
    {
        var (method, target) = ((SignMode)random.Next(1, 4), new[] { "a", "b", "c" }[random.Next(3)]);
        Task Decide(IServiceProvider s, string action, CancellationToken token) => s.GetRequiredService<CompleteTask>().RunAsync(new TaskInput(task.Id, task.Revision, action, "示例意见"), token);
        Task Add(IServiceProvider s, SignKind kind, CancellationToken token) =>
            s.GetRequiredService<AddSigners>().RunAsync(new SignersToAdd(task.Id, task.Revision, kind, [other], "示例加签") { Method = method }, token);
        Task Clock(IServiceProvider s, ClockChangeKind kind, CancellationToken token) =>
            s.GetRequiredService<ChangeClock>().AskAsync(new ClockChangeOrder(task.CaseId, RandomFlow.Clock, kind, 2, "鉴定", "", "示例：等待结论"), token);
        Task Do(Action act)
        {
            act();
            return Task.CompletedTask;
        }

        return
        [
            ("agree", (s, token) => Decide(s, "Agree", token)),
            ("agree", (s, token) => Decide(s, "Agree", token)),
            ("refuse", (s, token) => Decide(s, "Refuse", token)),
            ("claim", (s, _) => Do(() => s.GetRequiredService<ClaimTask>().Claim(task.Id))),
            ("release", (s, _) => Do(() => s.GetRequiredService<ClaimTask>().Release(task.Id))),
            ("transfer", (s, _) => Do(() => s.GetRequiredService<TransferTask>().Run(task.Id, task.Revision, other, "示例转办"))),
            ("delegate", (s, _) => Do(() => s.GetRequiredService<DelegateTask>().Run(task.Id, task.Revision, other, "示例委派"))),
            ("advise", (s, _) => Do(() => s.GetRequiredService<DelegateTask>().GiveOpinion(task.Id, task.Revision, "示例意见"))),
            ("recall", (s, _) => Do(() => s.GetRequiredService<DelegateTask>().Recall(task.Id, task.Revision))),
            ("add-before", (s, token) => Add(s, SignKind.Before, token)),
            ("add-after", (s, token) => Add(s, SignKind.After, token)),
            ("add-beside", (s, token) => Add(s, SignKind.Beside, token)),
            ("remove", (s, token) => s.GetRequiredService<RemoveSigner>().RunAsync(task.Id, task.Revision, "示例减签", token)),
            ("return", (s, token) => s.GetRequiredService<ReturnTask>().RunAsync(task.Id, new ReturnOrder(task.Revision, target, "示例退回", random.Next(2) == 0, random.Next(2) == 0), token)),
            ("pause", (s, token) => Clock(s, ClockChangeKind.Pause, token)),
            ("extend", (s, token) => Clock(s, ClockChangeKind.Extend, token)),
            ("take-back", (s, token) => s.GetRequiredService<TakeBackTask>().RunAsync(task.Id, task.Revision, token)),
        ];
    }

    private void Check(Guid caseId, string when) => runner.Read(sql =>
    {
        long Count(string query) => sql.Scalar<long>(query, ("case", caseId), ("none", WorkTask.NoLimit));
        Assert.True(Count("select count(*) from incident where case_id = @case") == 0, $"{when}: incident {string.Join("; ", sql.List("select message from incident where case_id = @case", row => row.GetString(0), ("case", caseId)))}");
        Assert.True(
            Count("select count(*) from (select 1 from work_task where case_id = @case and status = 'Done' and vote is not null group by bookmark_id, coalesce(decided_for, decided_by) having count(*) > 1) twice") == 0,
            $"{when}: somebody has two voices in a round");
        Assert.True(Count("select count(*) from timer t join work_task w on w.id = t.subject_id where w.case_id = @case and w.status in ('Done', 'Cancelled')") == 0, $"{when}: a closed task has timers");
        Assert.True(
            Count("select count(*) from work_task w where w.case_id = @case and w.status in ('Open', 'Waiting') and not exists (select 1 from bookmark b where b.id = w.bookmark_id)") == 0,
            $"{when}: a task is open that no step waits for");
        Assert.True(Count("select count(*) from work_task where case_id = @case and status = 'Open' and due_at >= @none") == 0, $"{when}: a task has lost its limit");
        Assert.True(
            Count("select count(*) from case_clock k where k.case_id = @case and (select count(*) from clock_segment s where s.clock_id = k.id and s.ends_at is null and s.is_pause = k.is_paused) <> (k.stopped_at is null)") == 0,
            $"{when}: a clock is not in one segment");
        Assert.True(
            Count("select count(*) from clock_segment s join case_clock k on k.id = s.clock_id where k.case_id = @case and s.starts_at <> k.started_at and not exists (select 1 from clock_segment p where p.clock_id = k.id and p.ends_at = s.starts_at)") == 0,
            $"{when}: the segments of a clock leave a gap");
        return true;
    });

    /// <summary>Everybody agrees to what lies before them until nothing is open.</summary>
    private async Task EndAsync(Guid caseId, int seed)
    {
        for (var i = 0; i < 50 && Asked("withdrawal_request", caseId) is not null; i++)
        {
            await DecideAskedAsync(caseId, new Random(seed + i));
        }

        for (var i = 0; i < 100; i++)
        {
            var open = Tasks(caseId, onlyOpen: true);
            if (open.Count == 0)
            {
                Assert.Contains(runner.Read(sql => sql.Scalar<string>("select status from case_file where id = @id", ("id", caseId))), (string[])["Approved", "Withdrawn"]);
                return;
            }

            var moved = false;
            foreach (var task in open)
            {
                moved |= await AgreeAsync(task);
            }

            Assert.True(moved, $"seed {seed}: nobody can go on with {string.Join("; ", open.Select(t => $"{t.StepCode} {t.Title} owner {t.OwnerId} assignee {t.AssigneeId}"))}");
        }

        Assert.Fail($"seed {seed}: the case does not end");
    }

    private async Task<bool> AgreeAsync(TaskRow task)
    {
        foreach (var who in new[] { Likely(task) }.OfType<string>().Concat(Officers))
        {
            try
            {
                await runner.RunAsync(who, async (services, token) =>
                {
                    if (task.OwnerId is not null)
                    {
                        services.GetRequiredService<DelegateTask>().GiveOpinion(task.Id, task.Revision, "示例意见");
                        return;
                    }

                    await services.GetRequiredService<CompleteTask>().RunAsync(new TaskInput(task.Id, task.Revision, "Agree", "示例同意"), token);
                });
                return true;
            }
            catch (RefusedException)
            {
                continue;
            }
        }

        return false;
    }

    /// <summary>Whoever decided it, lent it out, has it or could claim it.</summary>
    private string? Likely(TaskRow task, Random? random = null) => runner.Read(sql =>
    {
        List<string> people = sql.List(
            """
            select p.user_name from work_task t join person p on p.id in (t.assignee_id, t.owner_id, t.decided_by, t.added_by)
            where t.id = @task union
            select p.user_name from post_holder h join person p on p.id = h.person_id where h.post_id = @post and @open = 1
            """,
            row => row.GetString(0), ("task", task.Id), ("post", task.PostId), ("open", task is { AssigneeId: null, Status: WorkTaskStatus.Open } ? 1 : 0));
        return people.Count == 0 ? null : people[random?.Next(people.Count) ?? 0];
    });

    private List<TaskRow> Tasks(Guid caseId, bool onlyOpen) => runner.Read(sql => sql.List(
        $"select id from work_task where case_id = @case {(onlyOpen ? "and status = 'Open'" : "")} order by created_at, id", row => row.GetGuid(0), ("case", caseId))
        .ConvertAll(id => TaskAccess.Find(sql, ToyuFlowApp.Tenant, id)!));
}
