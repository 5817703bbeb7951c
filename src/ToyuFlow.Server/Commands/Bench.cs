using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Commands;

/// <summary>
/// Measures, on the disk of this machine and in one run, what the service does all day, each beside its floor: the same rows written or read by
/// hand-written ADO.NET. Absolute figures depend on the machine; the ratio does not.
/// </summary>
public sealed class Bench(BenchData data, BenchActs acts, BenchClocks clocks, Steps steps, InboxQuery inbox, DatabaseReader reader, DatabaseOptions options)
{
    private const int Completions = 1000;
    private const int WarmUp = 200;
    private const int Pages = 2000;
    private const string InboxPage = "待办第一页";

    public async Task<int> RunAsync(bool json, TextWriter output)
    {
        var results = new List<BenchLine>();
        await data.FillAsync();
        await TimeAsync(WarmUp, 1, _ => data.StartAsync());
        var starts = await TimeAsync(WarmUp + (Completions * 4), 4, _ => data.StartAsync());
        var start = await TimeAsync(Completions, 1, _ => data.StartAsync());
        var tasks = new Queue<BenchTask>(data.OpenTasks());
        await TimeAsync(WarmUp, 1, _ => CompleteAsync(tasks));
        var floor = new BenchFloor(reader, data);
        floor.Complete(Take(tasks, WarmUp));
        var floorRate = floor.Complete(Take(tasks, Completions));
        var floorStart = floor.Start(Completions);
        foreach (var clients in new[] { 1, 4, 16 })
        {
            var rate = await TimeAsync(Completions, clients, _ => CompleteAsync(tasks));
            results.Add(new BenchLine($"办结任务，{clients} 个并发", rate, floorRate, "次/秒"));
        }

        results.Add(new BenchLine("发起到第一个任务，1 个并发", start, floorStart, "次/秒"));
        results.Add(new BenchLine("发起到第一个任务，4 个并发", starts, floorStart, "次/秒"));
        results.Add(InboxLine(10_000));
        results.Add(InboxLine(100_000));
        results.AddRange(await acts.RunAsync((count, act) => TimeAsync(count, 1, _ => act())));
        results.Add(await clocks.SweepAsync(10_000, 100_000));
        results.Add(clocks.Count());
        Print(results, json, output);
        return 0;
    }

    private static List<BenchTask> Take(Queue<BenchTask> tasks, int count) => [.. Enumerable.Range(0, count).Select(_ => tasks.Dequeue())];

    private BenchLine InboxLine(int total)
    {
        data.AddOtherTasks(total);
        var request = data.InboxOfFifty();
        for (var i = 0; i < WarmUp; i++)
        {
            inbox.Read(request);
            BenchFloor.ReadInbox(reader, request);
        }

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Pages; i++)
        {
            if (inbox.Read(request).Total != 50)
            {
                throw new InvalidOperationException("The inbox does not show the fifty tasks.");
            }
        }

        var ours = clock.Elapsed;
        clock.Restart();
        for (var i = 0; i < Pages; i++)
        {
            BenchFloor.ReadInbox(reader, request);
        }

        return new BenchLine(string.Create(CultureInfo.InvariantCulture, $"{InboxPage}，{total:N0} 个任务中的 50 个"), Pages / ours.TotalSeconds, Pages / clock.Elapsed.TotalSeconds, "页/秒");
    }

    private Task<TaskOutcome> CompleteAsync(Queue<BenchTask> tasks)
    {
        BenchTask task;
        lock (tasks)
        {
            task = tasks.Dequeue();
        }

        return steps.RunAsync<CompleteTask, TaskOutcome>(data.Reviewer, Guid.NewGuid().ToString("N"),
            (complete, token) => complete.RunAsync(new TaskInput(task.Id, task.Revision, "Agree", "同意"), token), CancellationToken.None);
    }

    /// <summary>Operations a second with so many clients at once.</summary>
    private static async Task<double> TimeAsync(int count, int clients, Func<int, Task> act)
    {
        var left = count;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await act(left);
            }
        })));
        return count / clock.Elapsed.TotalSeconds;
    }

    private void Print(List<BenchLine> results, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new JsonObject
            {
                ["database"] = options.Provider.ToString(),
                ["processors"] = Environment.ProcessorCount,
                ["results"] = new JsonArray([.. results.Select(r => new JsonObject { ["name"] = r.Name, ["rate"] = Math.Round(r.Rate, 1), ["floor"] = Math.Round(r.Floor, 1), ["ratio"] = Math.Round(r.Ratio, 3) })]),
            }, JournalJson.Options));
            return;
        }

        output.WriteLine($"数据库 {options.Provider}，处理器 {Environment.ProcessorCount} 个。下限：同样的行由手写 SQL 在一个事务中写（读）完。");
        output.WriteLine($"{"测量",-34}{"本系统",12}{"下限",12}{"比值",8}");
        foreach (var line in results)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line.Name,-34}{line.Rate,12:N0}{line.Floor,12:N0}{line.Ratio,8:N2}  {line.Unit}"));
        }

        var pages = results.Where(r => r.Name.StartsWith(InboxPage, StringComparison.Ordinal)).ToList();
        var (small, large) = (pages[0].Rate, pages[1].Rate);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{InboxPage}：100,000 个任务的用时是 10,000 个的 {small / large:N2} 倍"));
    }
}

public sealed record BenchLine(string Name, double Rate, double Floor, string Unit)
{
    public double Ratio => Rate / Floor;
}

public sealed record BenchTask(Guid Id, long Revision, Guid CaseId);
