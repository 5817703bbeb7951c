using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Tests.Execution;

/// <summary>唤醒: a new instance goes on at a step of one that has ended, with what that one knew.</summary>
public sealed class GoingOnTests
{
    private static readonly JsonObject Loop = Wf.Definition(
        Wf.Flowchart([Wf.Set("first", "known", "1"), Wf.Task("a"), Wf.Task("b"), Wf.Set("last", "known", "getVariable('known') + 1")], "first->a", "a->b", "b->last"), "known");

    [Fact]
    public async Task It_begins_at_that_step_and_knows_the_variables()
    {
        var (graph, runner, services) = (Wf.Graph((JsonObject)Loop.DeepClone()), new WorkflowRunner(ActivityCatalog.BuiltIn()), Wf.Services());
        var ended = (await runner.StartAsync(graph, new StartRequest("old", null, Wf.Nothing), services)).State;
        foreach (var _ in Enumerable.Range(0, 2))
        {
            ended = (await runner.AdvanceAsync(graph, ended, new ResumeBookmark(ended.Bookmarks[0].Id, Wf.Nothing), services)).State;
        }

        Assert.Equal((WorkflowSubStatus.Finished, "2"), (ended.SubStatus, ended.Variables["known"]!.ToString()));
        var before = ended.ToJson();
        var request = new StartRequest("new", null, ended.Input, "b") { Variables = ended.Variables };
        var woken = (await runner.StartAsync(graph, request, services)).State;
        Assert.Equal(["b"], woken.Bookmarks.Select(b => b.ActivityId));
        woken = WorkflowState.FromJson(woken.ToJson());
        woken = (await runner.AdvanceAsync(graph, woken, new ResumeBookmark(woken.Bookmarks[0].Id, Wf.Nothing), services)).State;
        Assert.Equal((WorkflowSubStatus.Finished, "3"), (woken.SubStatus, woken.Variables["known"]!.ToString()));
        Assert.Equal(before, ended.ToJson());
    }
}
