using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>督办单 as a paper of the office, with its chain of answers.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class SupervisionPrintModel(SupervisionReader reader) : PageModel
{
    public SupervisionFile Shown { get; private set; } = null!;

    public static string PathOf(Guid id) => $"{SupervisionModel.Path}/print/{id}";

    public IActionResult OnGet(Guid id)
    {
        if (reader.Read(id) is not { } shown)
        {
            return NotFound();
        }

        Shown = shown;
        return Page();
    }
}
