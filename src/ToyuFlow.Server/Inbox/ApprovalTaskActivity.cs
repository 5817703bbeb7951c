using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Server.Inbox;

/// <summary>
/// Offers a task to a post of the unit that fills a role, or to the applicant, and waits. Leaves by the port of the action that was decided;
/// its result is { action, opinion, answers, taskId } and, where several signed, signatures.
/// </summary>
public sealed class ApprovalTaskActivity(OfferTask offer) : Activity
{
    public const string TypeName = "ToyuFlow.ApprovalTask";

    /// <summary>Published versions with running cases bear it; they stay as they were drawn.</summary>
    public const string EarlierTypeName = "ToyuFlow.HumanTask";

    public const string BookmarkKind = "HumanTask";
    public const string Applicant = "APPLICANT";

    /// <summary>Key of why a round ended without a result; makes an incident of it.</summary>
    public const string Undecided = "Undecided";

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var spec = StepSettings.Spec(context);
        var stepCode = context.GetInput<string>("StepCode") is { Length: > 0 } code ? code : context.Node.Id;
        var title = context.GetInput<string>("Title") is { Length: > 0 } text ? text : context.Node.DisplayText ?? context.Node.Id;
        var bookmark = context.CreateBookmark(BookmarkKind, stepCode, new JsonObject { ["title"] = title }, null);
        offer.Offer(new TaskOffer(Guid.Parse(bookmark.Id), context.Node.Id, stepCode, title, context.GetInput<string>("Role") ?? "", context.GetInput<string>("Post") ?? "handle", spec)
        {
            Limit = spec.Limit,
            Signers = StepSettings.Signers(context),
            Variable = context.GetVariable,
        });
        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        if (input.TryGetValue(Undecided, out var problem) && problem is not null)
        {
            // Without it a retry asks the signers anew instead of waiting on for those who have all been counted.
            context.RemoveBookmark(bookmark.Id);
            throw new InvalidOperationException(problem.GetValue<string>());
        }

        var action = input["Action"]!.GetValue<string>();
        context.SetOutput("Result", new JsonObject
        {
            ["action"] = action,
            ["opinion"] = input["Opinion"]?.DeepClone(),
            ["answers"] = input["Answers"]?.DeepClone(),
            ["taskId"] = input["TaskId"]?.DeepClone(),
            ["signatures"] = input.GetValueOrDefault("Signatures")?.DeepClone(),
        });
        context.Complete(action);
        return ValueTask.CompletedTask;
    }
}
