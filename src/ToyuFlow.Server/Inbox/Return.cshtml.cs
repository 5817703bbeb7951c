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

/// <summary>退回: to which step, why, and how it goes on. A refusal keeps every word.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class ReturnModel(TaskPageReader reader, DatabaseReader database, ReturnTargets targets, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public TaskPage Shown { get; private set; } = null!;

    public IReadOnlyList<ReturnTarget> Targets { get; private set; } = [];

    public ReturnOrder Order { get; private set; } = new(0, "", "", false, false);

    public long Revision => Order.Revision;

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public ErrorSummary Errors { get; private set; } = new([]);

    public static string Path(Guid task) => $"/inbox/return/{task}";

    public IActionResult OnGet(Guid id)
    {
        if (!Load(id))
        {
            return NotFound();
        }

        Order = Order with { Revision = Shown.Task.Row.Revision, Target = Targets.Count > 0 ? Targets[0].ActivityId : "" };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!Load(id))
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        Order = new ReturnOrder(
            long.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0,
            form["target"].ToString(), form["reason"].ToString().ReplaceLineEndings("\n").Trim(), form["resume"] == "back", form["others"] == "true");
        Operation = form["operation"] is [{ Length: > 0 and <= 80 } given] ? given : Operation;
        try
        {
            await steps.RunAsync<ReturnTask>(user.Actor, $"return-{Operation}", (act, token) => act.RunAsync(id, Order, token), HttpContext.RequestAborted);
            TempData.Done(texts["已退回，对方会收到提醒。"]);
            return LocalRedirect("/inbox");
        }
        catch (InvalidInputException refused)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Errors = new ErrorSummary([.. refused.Errors.Select(e => new Layout.Forms.FieldError(e.Field, e.Message))]);
        }
        catch (ConflictException refused)
        {
            Load(id);
            Order = Order with { Revision = Shown.Task.Row.Revision };
            Response.StatusCode = StatusCodes.Status409Conflict;
            Errors = new ErrorSummary([new(null, refused.Message)]);
        }

        return Page();
    }

    private bool Load(Guid id)
    {
        if (reader.Read(id) is not { Task.Row.PostId: not null } shown)
        {
            return false;
        }

        Shown = shown;
        Targets = database.Read(sql => targets.Of(sql, user.TenantId, shown.Task.Row));
        return true;
    }
}
