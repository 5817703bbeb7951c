using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>What an officer does with a task besides deciding it, each beside a plain completion of the same run.</summary>
public sealed class BenchActs(BenchData data, Steps steps)
{
    private const int Each = 300;

    public async Task<IReadOnlyList<BenchLine>> RunAsync(Func<int, Func<Task>, Task<double>> time)
    {
        var lines = new List<BenchLine>();
        await time(Each * 10, data.StartAsync);
        var open = new Queue<BenchTask>(data.OpenTasks());
        var colleague = data.Colleague;
        var plain = await time(Each, () => DoAsync(open, (services, task, token) => CompleteAsync(services, task, "Agree", token)));
        var claimed = new Queue<BenchTask>(open.Take(Each));
        await AddAsync("认领", open, Now((services, task) => services.GetRequiredService<ClaimTask>().Claim(task.Id)));
        await AddAsync("放回", claimed, Now((services, task) => services.GetRequiredService<ClaimTask>().Release(task.Id)));
        await AddAsync("暂存", open, Now((services, task) => services.GetRequiredService<SaveDraft>().Run(task.Id, new TaskEntry { Revision = task.Revision, Opinion = "测量" })));
        await AddAsync("转办", open, Now((services, task) => services.GetRequiredService<TransferTask>().Run(task.Id, task.Revision, colleague, "测量")));
        await AddAsync("委派", open, Now((services, task) => services.GetRequiredService<DelegateTask>().Run(task.Id, task.Revision, colleague, "测量")));
        await AddAsync("抄送", open, Now((services, task) => services.GetRequiredService<CopyCase>().Run(task.Id, task.Revision, [colleague], "")));
        await AddAsync("前加签", open, (services, task, token) => AddSignerAsync(services, task, SignKind.Before, token));
        await AddAsync("后加签", open, (services, task, token) => AddSignerAsync(services, task, SignKind.After, token));
        await AddAsync("并加签", open, (services, task, token) => AddSignerAsync(services, task, SignKind.Beside, token));
        var added = new Queue<BenchTask>(data.AddedTasks(Each));
        await AddAsync("减签", added, (services, task, token) => services.GetRequiredService<RemoveSigner>().RunAsync(task.Id, task.Revision, "测量", token));
        var done = new Queue<BenchTask>(data.DoneTasks(Each));
        await AddAsync("撤回", done, (services, task, token) => services.GetRequiredService<TakeBackTask>().RunAsync(task.Id, task.Revision, token));
        var later = new Queue<BenchTask>(data.OpenTasks("decide"));
        await AddAsync("退回", later, (services, task, token) => services.GetRequiredService<ReturnTask>().RunAsync(task.Id, new ReturnOrder(task.Revision, "review", "测量", false, false), token));
        return lines;

        async Task AddAsync(string act, Queue<BenchTask> tasks, Func<IServiceProvider, BenchTask, CancellationToken, Task> run) =>
            lines.Add(new BenchLine($"{act}（下限为一次办结）", await time(Each, () => DoAsync(tasks, run)), plain, "次/秒"));
    }

    private Task DoAsync(Queue<BenchTask> tasks, Func<IServiceProvider, BenchTask, CancellationToken, Task> act)
    {
        var task = tasks.Dequeue();
        return steps.RunAsync(data.Reviewer, Guid.NewGuid().ToString("N"), (services, token) => act(services, task, token), CancellationToken.None);
    }

    private static Func<IServiceProvider, BenchTask, CancellationToken, Task> Now(Action<IServiceProvider, BenchTask> act) => (services, task, _) =>
    {
        act(services, task);
        return Task.CompletedTask;
    };

    private static Task<TaskOutcome> CompleteAsync(IServiceProvider services, BenchTask task, string action, CancellationToken token) =>
        services.GetRequiredService<CompleteTask>().RunAsync(new TaskInput(task.Id, task.Revision, action, "同意"), token);

    private Task<int> AddSignerAsync(IServiceProvider services, BenchTask task, SignKind kind, CancellationToken token) =>
        services.GetRequiredService<AddSigners>().RunAsync(new SignersToAdd(task.Id, task.Revision, kind, [data.Colleague], "测量"), token);
}
