using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>容缺受理通知书 as a document to print.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class TolerancePrintModel(ToleranceReader reader) : PageModel
{
    public PromiseRow Promise { get; private set; } = null!;

    public static string PathOf(Guid promise) => $"/inbox/tolerance/print/{promise}";

    public IActionResult OnGet(Guid id)
    {
        if (reader.Read(id) is not { } shown)
        {
            return NotFound();
        }

        Promise = shown.Promise;
        return Page();
    }
}
