using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>催办: a word to whoever has the case now.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class UrgeModel(UrgeReader reader, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/inbox/urge";

    public UrgeView Shown { get; private set; } = null!;

    public string Text { get; private set; } = "";

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public ErrorSummary Errors { get; private set; } = new([]);

    public void OnGet(Guid id) => Shown = reader.Read(id) ?? throw new MissingException();

    public async Task<IActionResult> OnPostAsync(Guid id, string? reason, string? operation)
    {
        Shown = reader.Read(id) ?? throw new MissingException();
        Text = (reason ?? "").ReplaceLineEndings("\n").Trim();
        Operation = operation is { Length: > 0 and <= 80 } ? operation : Operation;
        try
        {
            await steps.RunAsync<UrgeCase>(
                user.Actor, $"urge-{Operation}",
                (urge, _) =>
                {
                    urge.Run(id, Text);
                    return Task.CompletedTask;
                },
                HttpContext.RequestAborted);
        }
        catch (Exception refused) when (refused is InvalidInputException or ConflictException)
        {
            Response.StatusCode = refused is ConflictException ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
            Errors = new ErrorSummary([new(refused is ConflictException ? null : "reason", refused.Message)]);
            return Page();
        }

        TempData.Done(texts["已提醒现在的办理人。"]);
        return LocalRedirect($"/cases/details/{id}");
    }
}
