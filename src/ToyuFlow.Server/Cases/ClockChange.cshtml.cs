using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>An officer asks for a pause of a clock or for more time. A refusal keeps every word.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class ClockChangeModel(CaseFiles files, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public CaseFile Shown { get; private set; } = null!;

    public ClockView Clock { get; private set; } = null!;

    public ClockChangeOrder Order { get; private set; } = new(Guid.Empty, "", ClockChangeKind.Pause, 0, "", "", "");

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public ErrorSummary Errors { get; private set; } = new([]);

    public static string Path(Guid caseId, string code) => $"/cases/clockchange/{caseId}/{Uri.EscapeDataString(code)}";

    public IActionResult OnGet(Guid id, string code) => Load(id, code) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, string code)
    {
        if (!Load(id, code))
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        Order = new ClockChangeOrder(
            id, code, form["kind"] == nameof(ClockChangeKind.Extend) ? ClockChangeKind.Extend : ClockChangeKind.Pause,
            int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0,
            form["basis"].ToString(), form["localBasis"].ToString(), form["reason"].ToString().ReplaceLineEndings("\n"));
        Operation = form["operation"] is [{ Length: > 0 and <= 80 } given] ? given : Operation;
        try
        {
            await steps.RunAsync<ChangeClock>(user.Actor, $"clock-{Operation}", (change, token) => change.AskAsync(Order, token), HttpContext.RequestAborted);
            TempData.Done(texts["已提交，等本单位负责人决定。"]);
            return LocalRedirect($"/cases/details/{id}");
        }
        catch (InvalidInputException refused)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Errors = new ErrorSummary([.. refused.Errors.Select(e => new Layout.Forms.FieldError(e.Field, e.Message))]);
        }
        catch (ConflictException refused)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            Errors = new ErrorSummary([new(null, refused.Message)]);
        }

        return Page();
    }

    private bool Load(Guid id, string code)
    {
        if (files.Read(id) is not { } file || file.Clocks.LastOrDefault(c => c.Code == code && c.StoppedAt is null) is not { } clock)
        {
            return false;
        }

        (Shown, Clock) = (file, clock);
        return true;
    }
}
