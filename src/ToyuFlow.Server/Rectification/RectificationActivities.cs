using System.Text.Json.Nodes;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Rectification;

/// <summary>Issues the notice, with its number and deadline.</summary>
public sealed class IssueNoticeActivity(IssueRectificationNotice issue, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.IssueRectificationNotice";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var visitId = Guid.Parse(context.GetInput<string>("VisitId") ?? throw new InvalidOperationException("没有写明是哪一次检查。"));
        var record = await issue.RunAsync(running.RequiredCaseId, visitId, cancellationToken);
        context.SetOutput("Number", record.NoticeNumber);
        context.JournalData["number"] = record.NoticeNumber;
        context.Complete();
    }
}

/// <summary>Writes a decision of the flow into the rectification: grant-extension, refuse-extension, fail, renew, close or refer.</summary>
public sealed class RectificationStepActivity(RectificationBook book, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.RectificationStep";

    public static IReadOnlyList<string> Operations { get; } = ["grant-extension", "refuse-extension", "fail", "renew", "close", "refer"];

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var record = await book.OfCaseAsync(running.RequiredCaseId, cancellationToken);
        var decision = context.GetInput("Decision") as JsonObject;
        var escalates = false;
        switch (context.GetInput<string>("Operation"))
        {
            case "grant-extension":
                await book.GrantExtensionAsync(record, decision, cancellationToken);
                break;
            case "refuse-extension":
                await book.RefuseExtensionAsync(record, cancellationToken);
                break;
            case "fail":
                escalates = await book.FailAsync(record, cancellationToken);
                break;
            case "renew":
                await book.RenewAsync(record, decision, cancellationToken);
                break;
            case "close":
                await book.EndAsync(record, referred: false, cancellationToken);
                break;
            case "refer":
                await book.EndAsync(record, referred: true, cancellationToken);
                break;
            case var other:
                throw new InvalidOperationException($"不认识的整改操作“{other}”，应为 {string.Join("、", Operations)}。");
        }

        context.Complete(escalates ? "Escalate" : "Done");
    }
}
