using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>What waits for the head of a unit: what its officers ask about clocks, and what other features put beside it.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class ClockChangesModel(ClockChangeList list, IEnumerable<HeadPart> parts, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/cases/clockchanges";

    public ClockChangeList List => list;

    public IEnumerable<HeadPart> Parts => parts;

    public IReadOnlyList<ClockChangeLine> Lines { get; private set; } = [];

    /// <summary>How many wait for the person.</summary>
    public int Waiting { get; private set; }

    public void OnGet()
    {
        Lines = list.ForHead();
        Waiting = list.CountMine() + parts.Sum(p => p.Count(HttpContext.RequestServices));
    }

    public async Task<IActionResult> OnPostAsync(Guid id, bool agrees, string? opinion)
    {
        try
        {
            await steps.RunAsync<ChangeClock>(user.Actor, null, (change, token) => change.DecideAsync(id, agrees, opinion ?? "", token), HttpContext.RequestAborted);
            TempData.Done(agrees ? texts["已批准，申请人会收到告知。"] : texts["已答复，没有批准。"]);
        }
        catch (InvalidInputException refused)
        {
            TempData.Warn(refused.Message);
        }

        return LocalRedirect(Path);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, Guid back)
    {
        await steps.RunAsync<ChangeClock>(user.Actor, null, (change, token) => change.EndPauseAsync(id, token), HttpContext.RequestAborted);
        TempData.Done(texts["已恢复计时。"]);
        return LocalRedirect($"/cases/details/{back}");
    }
}
