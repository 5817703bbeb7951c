using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Filing;

public sealed class IssueReceiptActivity(IssueFilingReceipt issue, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.IssueFilingReceipt";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var record = await issue.RunAsync(running.RequiredCaseId, cancellationToken);
        context.SetOutput("Number", record.Number);
        context.JournalData["number"] = record.Number;
        context.Complete();
    }
}
