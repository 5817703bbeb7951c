using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>撤件确认书: that the application was withdrawn, for the applicant's own files.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class WithdrawalPrintModel(WithdrawalReader reader) : PageModel
{
    public WithdrawalLine Shown { get; private set; } = null!;

    public static string PathOf(Guid id) => $"/inbox/withdrawing/print/{id}";

    public IActionResult OnGet(Guid id)
    {
        if (reader.Find(id) is not { Status: WithdrawalStatus.Approved } shown)
        {
            return NotFound();
        }

        Shown = shown;
        return Page();
    }
}
