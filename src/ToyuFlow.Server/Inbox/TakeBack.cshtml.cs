using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>撤回 one's own decision, as long as nobody is at work on what followed.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class TakeBackModel(TaskPageReader reader, DatabaseReader database, TakeBackCheck check, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public TaskPage Shown { get; private set; } = null!;

    public string? Problem { get; private set; }

    public string Operation { get; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public ErrorSummary Errors { get; private set; } = new([]);

    public static string Path(Guid task) => $"/inbox/takeback/{task}";

    public IActionResult OnGet(Guid id) => Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!Load(id))
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        var revision = long.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0;
        var operation = form["operation"] is [{ Length: > 0 and <= 80 } given] ? given : Operation;
        try
        {
            await steps.RunAsync<TakeBackTask>(user.Actor, $"takeback-{operation}", (act, token) => act.RunAsync(id, revision, token), HttpContext.RequestAborted);
            TempData.Done(texts["已撤回，任务回到您的待办。"]);
            return LocalRedirect("/inbox");
        }
        catch (ConflictException refused)
        {
            Load(id);
            Response.StatusCode = StatusCodes.Status409Conflict;
            Errors = new ErrorSummary([new(null, refused.Message)]);
            return Page();
        }
    }

    private bool Load(Guid id)
    {
        if (reader.Read(id) is not { Task.Row: { PostId: not null, Status: WorkTaskStatus.Done } } shown)
        {
            return false;
        }

        Shown = shown;
        Problem = database.Read(sql => check.Problem(sql, user.TenantId, user.PersonId, shown.Task.Row));
        return true;
    }
}
