using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>减签, with its reason: by whoever added the signer, or a system administrator.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class RemoveSignerModel(DatabaseReader database, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public RoundRow Target { get; private set; } = null!;

    public string Reason { get; private set; } = "";

    public long Revision { get; private set; }

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public ErrorSummary Errors { get; private set; } = new([]);

    public string Back => user.Kind == ActorKind.Administrator ? $"/workflows/instance/{Target.InstanceId}" : $"/inbox/task/{Target.Sign.ParentId}";

    public static string Path(Guid task) => $"/inbox/removesigner/{task}";

    public IActionResult OnGet(Guid id)
    {
        if (Load(id) is not { } seen)
        {
            return NotFound();
        }

        Revision = seen;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? reason, long revision, string? operation)
    {
        if (Load(id) is null)
        {
            return NotFound();
        }

        (Reason, Revision) = ((reason ?? "").ReplaceLineEndings("\n").Trim(), revision);
        Operation = operation is { Length: > 0 and <= 80 } ? operation : Operation;
        try
        {
            await steps.RunAsync<RemoveSigner>(
                user.Actor, $"removesigner-{Operation}", (remove, token) => remove.RunAsync(id, Revision, Reason, token), HttpContext.RequestAborted);
            TempData.Done(texts["已减签。"]);
            return LocalRedirect(Back);
        }
        catch (InvalidInputException refused)
        {
            return Refused(refused.Errors.Select(e => new Layout.Forms.FieldError(e.Field, e.Message)), StatusCodes.Status400BadRequest);
        }
        catch (ConflictException refused)
        {
            Revision = Load(id) ?? Revision;
            return Refused([new(null, refused.Message)], StatusCodes.Status409Conflict);
        }
    }

    private PageResult Refused(IEnumerable<Layout.Forms.FieldError> errors, int status)
    {
        Response.StatusCode = status;
        Errors = new ErrorSummary([.. errors]);
        return Page();
    }

    /// <summary>The revision of the task, when it is theirs to take back.</summary>
    private long? Load(Guid id) => database.Read(sql =>
    {
        if (TaskAccess.Find(sql, user.TenantId, id) is not { } task
            || RoundRow.Of(sql, user.TenantId, task.BookmarkId).Find(r => r.Id == id) is not { } target
            || !RemoveSigner.MayRemove(sql, user.TenantId, user.Actor, target))
        {
            return (long?)null;
        }

        Target = target;
        return task.Revision;
    });
}
