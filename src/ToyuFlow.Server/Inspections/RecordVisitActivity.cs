using System.Text.Json.Nodes;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Inspections;

/// <summary>Keeps the results of a visit; goes on by Passed or by Findings.</summary>
public sealed class RecordVisitActivity(RecordVisit record, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.RecordVisit";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var decision = context.GetInput("Decision") as JsonObject ?? throw new InvalidOperationException("没有检查结果。");
        var failures = await record.RunAsync(running.RequiredCaseId, decision, cancellationToken);
        context.JournalData["failures"] = failures;
        context.Complete(failures == 0 ? "Passed" : "Findings");
    }
}
