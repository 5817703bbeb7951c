using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Server.Acceptance;

/// <summary>
/// 并联验收: one task for each acceptance item of the pack, each offered to the unit that answers for it, all at once; joined when all are decided.
/// In a second round only the items that have not passed are asked again.
/// </summary>
public sealed class JointAcceptanceActivity(ToyuDb db, Step step, PackCatalog packs, OfferTask offer, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.JointAcceptance";

    private static readonly IReadOnlyList<TaskAction> Actions =
    [
        new("Pass", "合格") { Tone = "primary", Says = "{unit}：{item}合格" },
        new("Fail", "不合格") { Tone = "danger", OpinionRequired = true, NeedsFields = false, Says = "{unit}：{item}不合格，请按意见整改" },
        new("NotApplicable", "不适用") { OpinionRequired = true, NeedsFields = false, Says = "{unit}：{item}不适用" },
    ];

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var caseId = running.RequiredCaseId;
        var form = CaseForm.Read(await db.Set<Case>().Where(c => c.Id == caseId).Select(c => c.Form).FirstAsync(cancellationToken));
        var results = await db.Set<AcceptanceResult>().Where(r => r.CaseId == caseId).ToListAsync(cancellationToken);
        var settled = results.GroupBy(r => r.ItemCode).Where(g => g.MaxBy(r => r.Round)!.Verdict != ItemVerdict.Fail).Select(g => g.Key).ToHashSet();
        var round = results.Count == 0 ? 1 : results.Max(r => r.Round) + 1;
        context.Properties["round"] = round;
        context.Properties["failed"] = false;
        foreach (var item in packs[step.TenantId].AcceptanceItems.Where(i => !settled.Contains(i.Code) && (i.When?.Holds(form) ?? true)))
        {
            Ask(context, item, round);
        }

        if (context.OpenBookmarks.Count == 0)
        {
            context.Complete("Passed");
        }
    }

    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        var verdict = Enum.Parse<ItemVerdict>(input["Action"]!.GetValue<string>());
        var taskId = Guid.Parse(input["TaskId"]!.GetValue<string>());
        db.Add(new AcceptanceResult
        {
            Id = step.NewId(),
            CaseId = running.RequiredCaseId,
            ItemCode = bookmark.Payload["item"]!.GetValue<string>(),
            ItemName = bookmark.Payload["name"]!.GetValue<string>(),
            Round = context.Properties["round"]!.GetValue<int>(),
            Verdict = verdict,
            Opinion = input["Opinion"]?.GetValue<string>() ?? "",
            EvidenceNumber = input["Answers"]?["evidence"]?.GetValue<string>() ?? "",
            Unit = UnitOf(taskId),
            DecidedBy = step.Actor.Name,
            DecidedAt = step.Now,
        });
        if (verdict == ItemVerdict.Fail)
        {
            context.Properties["failed"] = true;
        }

        // The bookmark that is being resumed is removed afterwards.
        if (context.OpenBookmarks.All(b => b.Id == bookmark.Id))
        {
            context.Complete(context.Properties["failed"]!.GetValue<bool>() ? "Failed" : "Passed");
        }

        return ValueTask.CompletedTask;
    }

    private void Ask(ActivityContext context, AcceptanceItem item, int round)
    {
        var bookmark = context.CreateBookmark(ApprovalTaskActivity.BookmarkKind, item.Code, new JsonObject { ["item"] = item.Code, ["name"] = item.Name, ["title"] = item.Name }, null);
        var spec = new TaskSpec
        {
            Instructions = $"{item.Source}。可作依据的材料：{string.Join("、", item.Evidence)}。",
            Actions = [.. Actions.Select(a => a with { Says = a.Says!.Replace("{item}", item.Name, StringComparison.Ordinal) })],
            Fields = [new TaskField("evidence", "依据文书编号") { Required = item.Evidence.Count > 0, Help = string.Join("、", item.Evidence), Max = 100 }],
            Checklist = [.. item.Checklist.Select(c => new ChecklistItem(c.Code, c.Text) { Basis = c.Law })],
        };
        var title = round == 1 ? $"安全验收：{item.Name}" : string.Create(CultureInfo.InvariantCulture, $"安全验收复验（第{round}次）：{item.Name}");
        offer.Offer(new TaskOffer(Guid.Parse(bookmark.Id), context.Node.Id, $"acceptance-{item.Code}", title, item.Role, "inspect", spec) { Limit = context.GetInput<string>("Limit") });
    }

    private string UnitOf(Guid taskId) => step.Sql.Scalar<string>(
        "select u.name from work_task t join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id where t.tenant_id = @tenant and t.id = @id",
        ("tenant", step.TenantId), ("id", taskId)) ?? "";
}
