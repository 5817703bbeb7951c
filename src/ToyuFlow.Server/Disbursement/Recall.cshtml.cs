using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using FieldKind = ToyuFlow.Server.Layout.Forms.FieldKind;
using FormField = ToyuFlow.Server.Layout.Forms.FormField;

namespace ToyuFlow.Server.Disbursement;

/// <summary>追回补助: what was paid for a case, what is to come back and why, and who does the next step.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class RecallModel(ToyuDb db, DatabaseReader reader, CurrentUser user, PackCatalog packs, Storage.Steps steps, Texts texts) : PageModel
{
    private RecallProposal _entered = new("", "", "");
    private IReadOnlyList<Storage.FieldError> _errors = [];

    public Case Case { get; private set; } = new();

    public string Institution { get; private set; } = "";

    public CaseFunds Funds { get; private set; } = CaseFunds.None;

    public IReadOnlyList<Recall> Recalls { get; private set; } = [];

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N");

    public Money Left => Funds.Paid - Funds.Recalled - Money.Sum(Recalls.Where(r => r.IsOpen).Select(r => r.Amount));

    public bool MayPropose => !Left.IsZero && user.Holds(FundViewers.FinanceRole, RecallSubsidy.ProposingPost);

    public bool MayDecide(Recall recall) => recall.State == RecallState.Proposed && recall.ProposedBy != user.PersonId && user.Holds(FundViewers.FinanceRole, RecallSubsidy.DecidingPost);

    public bool MayReceive(Recall recall) => recall.State == RecallState.Approved && recall.ProposedBy != user.PersonId && recall.DecidedBy != user.PersonId
        && user.Holds(FundViewers.FinanceRole, RecallSubsidy.ReceivingPost);

    public ErrorSummary Errors => ErrorSummary.From(Fields);

    public IReadOnlyList<FormField> Fields =>
    [
        Field("amount", texts["追回金额"], FieldKind.Money, _entered.Amount, texts["最多 {0} 元。", Left]) with { Unit = texts["元"] },
        Field("document", texts["决定书文号"], FieldKind.Text, _entered.DocumentNumber, null) with { MaxLength = 80 },
        Field("reason", texts["理由和依据"], FieldKind.TextArea, _entered.Reason, texts["会写进办件记录，并告知机构。"]) with { MaxLength = 500 },
    ];

    public async Task<IActionResult> OnGetAsync(Guid caseId, CancellationToken cancellationToken) => await LoadAsync(caseId, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid caseId, string? operation, string? amount, string? document, string? reason, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(caseId, cancellationToken))
        {
            return NotFound();
        }

        _entered = new RecallProposal(amount ?? "", document ?? "", reason ?? "");
        try
        {
            await steps.RunAsync<RecallSubsidy>(user.Actor, operation, (recall, token) => recall.ProposeAsync(caseId, _entered, token), cancellationToken);
        }
        catch (InvalidInputException error)
        {
            (_errors, Operation) = (error.Errors, operation ?? Operation);
            return Page();
        }

        TempData.Done(texts["已提出追回，等审批岗位的另一个人批准。"]);
        return LocalRedirect(Path(caseId));
    }

    public Task<IActionResult> OnPostApproveAsync(Guid caseId, Guid recall, string? reason) =>
        DoAsync(caseId, (use, token) => use.DecideAsync(recall, true, reason ?? "", token), texts["已批准追回，并告知了机构。资金到账后由支付岗位登记。"]);

    public Task<IActionResult> OnPostRefuseAsync(Guid caseId, Guid recall, string? reason) =>
        DoAsync(caseId, (use, token) => use.DecideAsync(recall, false, reason ?? "", token), texts["没有同意，这项追回不再办理。"]);

    public Task<IActionResult> OnPostReceiveAsync(Guid caseId, Guid recall, string? voucher) =>
        DoAsync(caseId, (use, token) => use.ReceiveAsync(recall, voucher ?? "", token), texts["已登记到账并记入台账，额度可以再用。"]);

    /// <summary>As a key of the texts.</summary>
    public static string Words(RecallState state) => state switch
    {
        RecallState.Proposed => "等待审批",
        RecallState.Approved => "等待到账",
        RecallState.Received => "已到账",
        _ => "没有同意",
    };

    private static string Path(Guid caseId) => $"/disbursement/recall/{caseId}";

    private FormField Field(string code, string label, FieldKind kind, string value, string? help) =>
        new(code, label, kind, value, true, null, help, _errors.FirstOrDefault(e => e.Field == code)?.Message);

    private async Task<IActionResult> DoAsync(Guid caseId, Func<RecallSubsidy, CancellationToken, Task> act, string done)
    {
        try
        {
            await steps.RunAsync(user.Actor, null, act, HttpContext.RequestAborted);
            TempData.Done(done);
        }
        catch (InvalidInputException error)
        {
            TempData.Warn(error.Errors[0].Message);
        }

        return LocalRedirect(Path(caseId));
    }

    private async Task<bool> LoadAsync(Guid caseId, CancellationToken cancellationToken)
    {
        if (!user.MaySeeFunds(packs[user.TenantId]) || await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == caseId, cancellationToken) is not { } found)
        {
            return false;
        }

        (Case, Funds) = (found, reader.Read(sql => CaseFunds.Read(sql, user.TenantId, caseId)));
        Institution = await db.Set<Institution>().Where(i => i.Id == found.InstitutionId).Select(i => i.Name).FirstAsync(cancellationToken);
        Recalls = await db.Set<Recall>().AsNoTracking().Where(r => r.CaseId == caseId).OrderByDescending(r => r.ProposedAt).ToListAsync(cancellationToken);
        return !Funds.Paid.IsZero;
    }
}
