using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Batch;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>What an officer does with a task besides deciding it, each beside a plain completion of the same run.</summary>
public sealed class BenchActs(BenchData data, Steps steps)
{
    private const int Each = 300;

    /// <summary>Before an act is timed it is done so often, as the completions were that it stands beside.</summary>
    private const int WarmUp = 100;

    private const int All = WarmUp + Each;

    public async Task<IReadOnlyList<BenchLine>> RunAsync(Func<int, Func<Task>, Task<double>> time)
    {
        var lines = new List<BenchLine>();
        await time(All * 14, data.StartAsync);
        var open = new Queue<BenchTask>(data.OpenTasks());
        var colleague = data.Colleague;
        await time(WarmUp, () => DoAsync(open, (services, task, token) => CompleteAsync(services, task, "Agree", token)));
        var plain = await time(Each, () => DoAsync(open, (services, task, token) => CompleteAsync(services, task, "Agree", token)));
        var claimed = new Queue<BenchTask>(open.Take(All));
        await AddAsync("认领", open, Now((services, task) => services.GetRequiredService<ClaimTask>().Claim(task.Id)));
        await AddAsync("放回", claimed, Now((services, task) => services.GetRequiredService<ClaimTask>().Release(task.Id)));
        await AddAsync("暂存", open, Now((services, task) => services.GetRequiredService<SaveDraft>().Run(task.Id, new TaskEntry { Revision = task.Revision, Opinion = "测量" })));
        await AddAsync("转办", open, Now((services, task) => services.GetRequiredService<TransferTask>().Run(task.Id, task.Revision, colleague, "测量")));
        await AddAsync("委派", open, Now((services, task) => services.GetRequiredService<DelegateTask>().Run(task.Id, task.Revision, colleague, "测量")));
        await AddAsync("抄送", open, Now((services, task) => services.GetRequiredService<CopyCase>().Run(task.Id, task.Revision, [colleague], "")));
        await AddAsync("前加签", open, (services, task, token) => AddSignerAsync(services, task, SignKind.Before, token));
        await AddAsync("后加签", open, (services, task, token) => AddSignerAsync(services, task, SignKind.After, token));
        await AddAsync("并加签", open, (services, task, token) => AddSignerAsync(services, task, SignKind.Beside, token));
        var added = new Queue<BenchTask>(data.AddedTasks(All));
        await AddAsync("减签", added, (services, task, token) => services.GetRequiredService<RemoveSigner>().RunAsync(task.Id, task.Revision, "测量", token));
        var done = new Queue<BenchTask>(data.DoneTasks(All));
        await AddAsync("撤回", done, (services, task, token) => services.GetRequiredService<TakeBackTask>().RunAsync(task.Id, task.Revision, token));
        var later = new Queue<BenchTask>(data.OpenTasks("decide"));
        await AddAsync("退回", later, (services, task, token) => services.GetRequiredService<ReturnTask>().RunAsync(task.Id, new ReturnOrder(task.Revision, "review", "测量", false, false), token));
        await AddAsync("批量通过", open, PassAsync);
        await AddAsync("补正", open, (services, task, token) => CompleteAsync(services, task, "Correct", token));
        await AddAsync("督办", open, Now((services, task) => services.GetRequiredService<OpenSupervision>().Run(new SupervisionInput(task.CaseId, data.Unit, null, 3, "测量"))), data.Head);
        var clocked = open.Take(All).ToList();
        var clock = data.Clock;
        await time(All, () => DoAsync(open, Now((services, task) => services.GetRequiredService<CaseClocks>().Start(task.CaseId, clock, "测量"))));
        foreach (var (act, kind) in new[] { ("延期", ClockChangeKind.Extend), ("挂起计时", ClockChangeKind.Pause) })
        {
            await AddAsync($"申请{act}", new(clocked), (services, task, token) => services.GetRequiredService<ChangeClock>().AskAsync(new ClockChangeOrder(task.CaseId, clock, kind, 2, "鉴定", "", "测量需要"), token));
            var asked = new Queue<BenchTask>(data.AskedClocks());
            await AddAsync($"批准{act}", asked, (services, change, token) => services.GetRequiredService<ChangeClock>().DecideAsync(change.Id, true, "", token), data.Head);
        }

        return lines;

        async Task AddAsync(string act, Queue<BenchTask> tasks, Func<IServiceProvider, BenchTask, CancellationToken, Task> run, Actor? by = null)
        {
            await time(WarmUp, () => DoAsync(tasks, run, by));
            lines.Add(new BenchLine($"{act}（下限为一次办结）", await time(Each, () => DoAsync(tasks, run, by)), plain, "次/秒"));
        }
    }

    private Task DoAsync(Queue<BenchTask> tasks, Func<IServiceProvider, BenchTask, CancellationToken, Task> act, Actor? by = null)
    {
        var task = tasks.Dequeue();
        return steps.RunAsync(by ?? data.Reviewer, Guid.NewGuid().ToString("N"), (services, token) => act(services, task, token), CancellationToken.None);
    }

    private static Func<IServiceProvider, BenchTask, CancellationToken, Task> Now(Action<IServiceProvider, BenchTask> act) => (services, task, _) =>
    {
        act(services, task);
        return Task.CompletedTask;
    };

    private static Task<TaskOutcome> CompleteAsync(IServiceProvider services, BenchTask task, string action, CancellationToken token) =>
        services.GetRequiredService<CompleteTask>().RunAsync(
            new TaskInput(task.Id, task.Revision, action, "同意") { Corrections = action == "Correct" ? [new CorrectionItem("application", "申请书", "缺少签字")] : [] }, token);

    private static async Task PassAsync(IServiceProvider services, BenchTask task, CancellationToken token)
    {
        var batch = services.GetRequiredService<PassBatch>();
        await batch.PassAsync(batch.Begin([new BatchItem(task.Id, task.Revision)], "同意"), task.Id, "同意", token);
    }

    private Task<int> AddSignerAsync(IServiceProvider services, BenchTask task, SignKind kind, CancellationToken token) =>
        services.GetRequiredService<AddSigners>().RunAsync(new SignersToAdd(task.Id, task.Revision, kind, [data.Colleague], "测量"), token);
}
