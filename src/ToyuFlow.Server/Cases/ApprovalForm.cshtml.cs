using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Cases;

/// <summary>审批表: the application with every opinion, who gave it and when, for the paper file. What is not in force any more is left out; what the system did says so.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class ApprovalFormModel(CaseFiles files, TimeProvider time) : PageModel
{
    public CaseFile Shown { get; private set; } = null!;

    public DateTimeOffset PrintedAt { get; private set; }

    public IEnumerable<CaseTask> Decided => Shown.Tasks.Where(t => t.ActionLabel is not null && t.SupersededBecause is null && !t.ForApplicant).OrderBy(t => t.DecidedAt);

    public static string Path(Guid caseId) => $"/cases/approvalform/{caseId}";

    public IActionResult OnGet(Guid id)
    {
        if (files.Read(id) is not { } file)
        {
            return NotFound();
        }

        (Shown, PrintedAt) = (file, time.GetUtcNow());
        return Page();
    }
}
