using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Cases;

/// <summary>A case with everything in it. An applicant reads first whose turn it is; an officer, what was handed in.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class DetailsModel(CaseFiles files, CaseAccess access, Texts texts) : PageModel
{
    public CaseFile Shown { get; private set; } = null!;

    public bool IsOperator => access.IsOperator;

    public IActionResult OnGet(Guid id)
    {
        if (files.Read(id) is not { } file)
        {
            return NotFound();
        }

        Shown = file;
        return Page();
    }

    /// <summary>In one sentence: whose turn it is.</summary>
    public string Turn()
    {
        var open = Shown.Tasks.Where(t => t.IsOpen).ToList();
        return open switch
        {
            [] => CaseWords.Of(Shown.Facts.Status, texts),
            _ when open.Any(t => t.ForApplicant) => IsOperator ? texts["轮到您了"] : texts["等待申请人"],
            _ => texts["{0}正在办理", string.Join("、", open.Select(t => t.Unit).Distinct())],
        };
    }
}
