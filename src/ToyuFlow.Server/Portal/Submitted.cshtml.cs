using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Portal;

/// <summary>The receipt of a submission: its number, what happens next and by when.</summary>
[Authorize(Policy = Policies.Operator)]
public sealed class SubmittedModel(OperatorDesk desk, OpenWorkQuery work, Texts texts) : PageModel
{
    public Case Case { get; private set; } = null!;

    public Institution Institution { get; private set; } = null!;

    public IReadOnlyList<string> Next { get; private set; } = [];

    public string ProgressHref => $"/cases/details/{Case.Id}";

    public string ProgressAddress => $"{Request.Scheme}://{Request.Host}{ProgressHref}";

    public async Task<IActionResult> OnGetAsync(Guid caseId, CancellationToken cancellationToken)
    {
        Case = await desk.CaseAsync(caseId, cancellationToken);
        if (Case.Status == CaseStatus.Draft)
        {
            return LocalRedirect($"/portal/apply/{caseId}");
        }

        Institution = await desk.InstitutionAsync(Case.InstitutionId, cancellationToken);
        Next = [.. (await work.OfCasesAsync([caseId], cancellationToken)).Select(Sentence)];
        return Page();
    }

    private string Sentence(OpenWork open)
    {
        var due = (open.PromisedDueAt ?? open.DueAt) is var at && at.Year < 2900 ? Deadline.From(at).LastDay : (DateOnly?)null;
        return (open.IsMine, due) switch
        {
            (true, { } day) => texts["请您最晚在 {0} 办理：{1}。", day.Long(), open.Title],
            (true, null) => texts["请您办理：{0}。", open.Title],
            (false, { } day) => texts["{0}进行{1}，最晚 {2} 给出结果。", open.UnitName, open.Title, day.Long()],
            _ => texts["{0}进行{1}。", open.UnitName, open.Title],
        };
    }
}
