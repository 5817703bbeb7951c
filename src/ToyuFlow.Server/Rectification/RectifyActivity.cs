using System.Text.Json.Nodes;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Server.Rectification;

/// <summary>
/// 限期整改: the institution's task, and a timer for its deadline. When the deadline passes, the lead department gets a task of its own beside
/// the institution's, which stays open: whoever acts first decides how it goes on.
/// </summary>
public sealed class RectifyActivity(Step step, PackCatalog packs, OfferTask offer, RectificationBook book, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.Rectify";

    private const string Institution = "rectify";
    private const string Lead = "supervise";
    private const string Deadline = "deadline";

    private static readonly TaskSpec InstitutionSpec = new()
    {
        Instructions = "请按责令限期整改通知书逐项整改，期限内提交整改情况和证明材料；确有困难的，可以在期限内申请一次延期。",
        Actions =
        [
            new("Submit", "提交整改情况") { Tone = "primary", Says = "{who}提交了整改情况，等待复查" },
            new("Extend", "申请延期") { OpinionRequired = true, NeedsFields = false, Says = "{who}申请延长整改期限" },
        ],
        Fields =
        [
            new("measures", "整改情况") { Kind = FieldKind.TextArea, Required = true, Max = 2000, Help = "逐项写明怎么整改的、什么时候完成的。" },
            new("evidence", "整改证明（照片或文件）") { IsFile = true, Help = "整改前后的照片、检测报告等。" },
        ],
    };

    private static readonly TaskSpec LeadSpec = new()
    {
        Instructions = "该机构逾期没有完成整改。可以督促并重新定限，也可以移送有关部门依法处理。",
        Actions =
        [
            new("Urge", "督促整改，重新定限") { Tone = "primary", Says = "{unit}督促整改" },
            new("Refer", "移送处理") { Tone = "danger", OpinionRequired = true, NeedsFields = false, Says = "{unit}决定移送有关部门处理" },
        ],
        Fields = [new(RectificationBook.NewDueField, "新的整改期限") { Kind = FieldKind.Date, Required = true }],
    };

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Ask(context, await book.OfCaseAsync(running.RequiredCaseId, cancellationToken));

    public override async ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        var record = await book.OfCaseAsync(running.RequiredCaseId, cancellationToken);
        if (bookmark.Name == Deadline)
        {
            await book.OverdueAsync(record, cancellationToken);
            var title = $"督办：{record.NoticeNumber} 逾期未整改";
            OfferTask(context, Lead, title, packs[step.TenantId].LeadRole, "approve", LeadSpec, null);
            return;
        }

        switch (input["Action"]!.GetValue<string>())
        {
            case "Submit":
                await book.SubmitAsync(record, input["Answers"]?["measures"]?.GetValue<string>() ?? "", cancellationToken);
                context.Complete("Submitted");
                break;
            case "Extend":
                await book.AskExtensionAsync(record, input["Opinion"]?.GetValue<string>() ?? "", cancellationToken);
                context.Complete("ExtensionAsked");
                break;
            case "Urge":
                await book.RenewAsync(record, new JsonObject { ["answers"] = input["Answers"]?.DeepClone() }, cancellationToken);
                foreach (var open in context.OpenBookmarks)
                {
                    context.RemoveBookmark(open.Id);
                }

                Ask(context, record);
                break;
            default:
                context.Complete("Referred");
                break;
        }
    }

    private void Ask(ActivityContext context, RectificationRecord record)
    {
        var spec = record.MayAskExtension(step.Now) ? InstitutionSpec : InstitutionSpec with { Actions = [InstitutionSpec.Actions[0]] };
        var lastDay = BeijingTime.DateOf(record.DueAt.AddTicks(-1)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        OfferTask(context, Institution, $"限期整改：{record.NoticeNumber}", ApprovalTaskActivity.Applicant, "", spec, lastDay);
        context.CreateBookmark(Deadline, Deadline, null, record.DueAt);
    }

    private void OfferTask(ActivityContext context, string code, string title, string role, string post, TaskSpec spec, string? limit)
    {
        var bookmark = context.CreateBookmark(ApprovalTaskActivity.BookmarkKind, code, new JsonObject { ["title"] = title }, null);
        offer.Offer(new TaskOffer(Guid.Parse(bookmark.Id), context.Node.Id, code, title, role, post, spec) { Limit = limit });
    }
}
