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

/// <summary>前加签、后加签、并加签: whom, how and why. A refusal keeps every word.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class AddSignerModel(TaskPageReader reader, DatabaseReader database, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public static readonly IReadOnlyList<SignMode> Methods = [SignMode.All, SignMode.Any, SignMode.Sequence];

    public SignKind Kind { get; private set; }

    public TaskPage Shown { get; private set; } = null!;

    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    public IReadOnlyCollection<Guid> Chosen { get; private set; } = [];

    public SignMode Method { get; private set; } = SignMode.All;

    public long Weight { get; private set; } = 1;

    public string Reason { get; private set; } = "";

    public long Revision { get; private set; }

    public string Operation { get; private set; } = NewOperation();

    public ErrorSummary Errors { get; private set; } = new([]);

    public static string Path(Guid task, SignKind kind) => $"/inbox/addsigner/{task}/{kind.ToString().ToLowerInvariant()}";

    public static string Consequence(SignKind kind) => kind switch
    {
        SignKind.Before => "对方先办，您的任务暂时离开待办；都同意后回到您这里由您决定，有人不同意则等于您不同意。时限不延长。",
        SignKind.After => "您先办；您同意之后轮到对方，都同意后这一步才完成，有人不同意则等于您不同意。时限不延长。",
        _ => "对方与您一起签办，按这一步的签办方式计算结果。时限不延长。",
    };

    public IActionResult OnGet(Guid id, SignKind kind)
    {
        if (!Load(id, kind))
        {
            return NotFound();
        }

        Revision = Shown.Task.Row.Revision;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, SignKind kind)
    {
        if (!Load(id, kind))
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        Reason = form["reason"].ToString().ReplaceLineEndings("\n").Trim();
        Chosen = [.. form["person"].Select(text => Guid.TryParse(text, out var person) ? person : Guid.Empty).Where(person => person != Guid.Empty)];
        Method = Enum.TryParse<SignMode>(form["how"], out var method) && Methods.Contains(method) ? method : SignMode.All;
        Weight = long.TryParse(form["weight"], NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : form["weight"].Count == 0 ? 1 : 0;
        Revision = long.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
        Operation = form["operation"] is [{ Length: > 0 and <= 80 } given] ? given : Operation;
        try
        {
            var count = await steps.RunAsync<AddSigners, int>(
                user.Actor, $"addsigner-{Operation}",
                (add, token) => add.RunAsync(new SignersToAdd(id, Revision, Kind, Chosen, Reason) { Method = Method, Weight = Weight }, token),
                HttpContext.RequestAborted);
            TempData.Done(texts["已加签 {0} 人。", count]);
            return LocalRedirect($"/inbox/task/{id}");
        }
        catch (InvalidInputException refused)
        {
            return Refused(refused.Errors.Select(e => new Layout.Forms.FieldError(e.Field, e.Message)), StatusCodes.Status400BadRequest);
        }
        catch (ConflictException refused)
        {
            Load(id, kind);
            Revision = Shown.Task.Row.Revision;
            return Refused([new(null, refused.Message)], StatusCodes.Status409Conflict);
        }
    }

    private static string NewOperation() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private PageResult Refused(IEnumerable<Layout.Forms.FieldError> errors, int status)
    {
        Response.StatusCode = status;
        Errors = new ErrorSummary([.. errors]);
        return Page();
    }

    private bool Load(Guid id, SignKind kind)
    {
        if (!Enum.IsDefined(kind) || kind == SignKind.Main || reader.Read(id) is not { Task.Row.PostId: not null } shown)
        {
            return false;
        }

        (Kind, Shown) = (kind, shown);
        Colleagues = database.Read(sql => AddSigners.Candidates(sql, user.TenantId, shown.Task.Row, shown.Task.Spec));
        Colleagues = [.. Colleagues.Where(c => c.Id != user.PersonId)];
        return true;
    }
}
