using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Server.Inbox;

/// <summary>
/// Offers a task to a post of the unit that fills a role, or to the applicant, and waits. Leaves by the port of the action that was decided;
/// its result is { action, opinion, answers, taskId }.
/// </summary>
public sealed class ApprovalTaskActivity(OfferTask offer) : Activity
{
    public const string TypeName = "ToyuFlow.ApprovalTask";

    /// <summary>Published versions with running cases bear it; they stay as they were drawn.</summary>
    public const string EarlierTypeName = "ToyuFlow.HumanTask";

    public const string BookmarkKind = "HumanTask";
    public const string Applicant = "APPLICANT";

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var spec = new TaskSpec
        {
            Instructions = context.GetInput<string>("Instructions") ?? "",
            Actions = TaskSpec.ListFrom<TaskAction>(context.GetInput("Actions")),
            Fields = TaskSpec.ListFrom<TaskField>(context.GetInput("Fields")),
            Checklist = TaskSpec.ListFrom<ChecklistItem>(context.GetInput("Checklist")),
            TransferWithin = context.GetInput<string>("TransferWithin") is TaskSpec.Unit ? TaskSpec.Unit : TaskSpec.Post,
            SeparateFrom = TaskSpec.ListFrom<string>(context.GetInput("SeparateFrom")),
        };
        var stepCode = context.GetInput<string>("StepCode") is { Length: > 0 } code ? code : context.Node.Id;
        var title = context.GetInput<string>("Title") is { Length: > 0 } text ? text : context.Node.DisplayText ?? context.Node.Id;
        var bookmark = context.CreateBookmark(BookmarkKind, stepCode, new JsonObject { ["title"] = title }, null);
        offer.Offer(new TaskOffer(Guid.Parse(bookmark.Id), context.Node.Id, stepCode, title, context.GetInput<string>("Role") ?? "", context.GetInput<string>("Post") ?? "handle", spec)
        {
            Limit = context.GetInput<string>("Limit"),
        });
        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        var action = input["Action"]!.GetValue<string>();
        context.SetOutput("Result", new JsonObject
        {
            ["action"] = action,
            ["opinion"] = input["Opinion"]?.DeepClone(),
            ["answers"] = input["Answers"]?.DeepClone(),
            ["taskId"] = input["TaskId"]?.DeepClone(),
        });
        context.Complete(action);
        return ValueTask.CompletedTask;
    }
}
