using System.Text.Json.Nodes;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Subsidies;

/// <summary>Computes the claim and leaves by its verdict; the result says it in words for the tasks that follow.</summary>
public sealed class CalculateSubsidyActivity(CalculateSubsidy calculate, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.CalculateSubsidy";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var claim = await calculate.RunAsync(running.RequiredCaseId, cancellationToken);
        var explanation = ClaimExplanation.FromJson(claim.Explanation);
        context.SetOutput("Result", new JsonObject
        {
            ["verdict"] = claim.Verdict.ToString(),
            ["amount"] = claim.Amount.ToString(),
            ["period"] = claim.Period,
            ["counted"] = claim.Counted,
            ["reasons"] = string.Join("\n", explanation.Reasons),
            ["lines"] = string.Join("\n", explanation.Lines.Select(l => $"{l.What} {l.Count} {l.Unit} × {l.Rate} 元 = {l.Amount} 元")),
        });
        context.JournalData["verdict"] = claim.Verdict.ToString();
        context.JournalData["amount"] = claim.Amount.ToString();
        context.Complete(claim.Verdict.ToString());
    }
}
