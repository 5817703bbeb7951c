using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Commands;

public sealed class BenchDataTests
{
    [Fact]
    public async Task What_the_bench_measures_is_a_task_that_its_reviewer_can_complete()
    {
        using var app = new ToyuFlowApp();
        var data = app.Services.GetRequiredService<BenchData>();
        await data.FillAsync();
        await data.StartAsync();
        var task = data.OpenTasks()[0];
        var outcome = await app.Steps.RunAsync<CompleteTask, TaskOutcome>(
            data.Reviewer, null, (complete, token) => complete.RunAsync(new TaskInput(task.Id, task.Revision, "Agree", "同意"), token), CancellationToken.None);
        Assert.Single(outcome.NextTasks);
        data.AddOtherTasks(60);
        Assert.Equal(50, app.Services.GetRequiredService<InboxQuery>().Read(data.InboxOfFifty()).Total);
    }
}
