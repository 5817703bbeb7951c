using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc;
using StepError = ToyuFlow.Server.Storage.FieldError;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>The case on the left, what to decide on the right. A decision that is refused keeps every word of it.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
[RequestSizeLimit(LargestPost)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestPost)]
public sealed class TaskModel(
    TaskPageReader reader, InboxQuery inbox, TaskUploads uploads, Steps steps, CurrentUser user, ApplicantPages applicantPages,
    WorkingCalendar calendar, TimeProvider time, Texts texts) : PageModel
{
    private const long LargestPost = 220L * 1024 * 1024;

    public TaskPage Shown { get; private set; } = null!;

    public TaskEntry Entry { get; private set; } = new();

    public IReadOnlyList<TaskFile> Files { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Wrong { get; private set; } = new Dictionary<string, string>();

    public ErrorSummary Errors { get; private set; } = new([]);

    public string Operation { get; private set; } = NewOperation();

    public TaskDetails Task => Shown.Task;

    public long Revision => Entry.Revision ?? Task.Row.Revision;

    public bool HasJustDecided { get; private set; }

    public InboxItem? Next { get; private set; }

    /// <summary>The form shows the draft.</summary>
    public bool IsDraftShown { get; private set; }

    /// <summary>What was written for a decision that the person may not make any more: shown, so that it can be copied.</summary>
    public string Unsent { get; private set; } = "";

    public DueWords Due => DueWords.Of(calendar, time.GetUtcNow(), Task.DueAt, Task.PromisedDueAt);

    /// <summary>Claimed by the person, or by whom they act for.</summary>
    public bool IsMine => Task.Row.AssigneeId is not null && Shown.Standing == TaskStanding.MayDecide;

    public bool MayRecall => Task.Row.OwnerId == user.PersonId;

    public bool MayClaim => Task.Row is { AssigneeId: null, PostId: not null } && Shown.Standing == TaskStanding.MayDecide;

    public IEnumerable<TaskAction> Actions => Task.Spec.Actions.OrderBy(a => a.Tone switch { "primary" => 0, "danger" => 2, _ => 1 });

    public IActionResult OnGet(Guid id, bool done = false, bool draft = false)
    {
        if (!Load(id))
        {
            return NotFound();
        }

        if (user.Kind == ActorKind.Operator && applicantPages.Task(id) is var own && own != ApplicantPages.Plain.Task(id))
        {
            return LocalRedirect(own);
        }

        if (draft && Shown is { Standing: TaskStanding.MayDecide, Draft: { } kept })
        {
            (Entry, IsDraftShown) = (kept.Entry, true);
        }

        HasJustDecided = done && Shown.Standing == TaskStanding.Decided;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!Load(id))
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        var errors = new List<StepError>();
        Entry = TaskEntry.Read(form, Task.Spec, Shown.Choices);
        Files = await uploads.TakeAsync(form, Task.Spec, id, errors, HttpContext.RequestAborted);
        Operation = form["task.operation"] is [{ Length: > 0 and <= 80 } given] ? given : NewOperation();
        try
        {
            return errors.Count == 0 ? await DecideAsync(id) : Refused(errors, StatusCodes.Status400BadRequest);
        }
        catch (InvalidInputException refused)
        {
            return Refused(refused.Errors, StatusCodes.Status400BadRequest);
        }
        catch (ConflictException refused)
        {
            await KeepAsync(id);
            return Refused([new StepError("", refused.Message)], StatusCodes.Status409Conflict);
        }
        catch (ForbiddenException refused)
        {
            return Refused([new StepError("", refused.Message)], StatusCodes.Status403Forbidden);
        }
    }

    public async Task<IActionResult> OnPostDraftAsync(Guid id)
    {
        if (!Load(id))
        {
            return NotFound();
        }

        Entry = TaskEntry.Read(await Request.ReadFormAsync(HttpContext.RequestAborted), Task.Spec, Shown.Choices);
        try
        {
            await RunAsync<SaveDraft>(save => save.Run(id, Entry));
        }
        catch (InvalidInputException refused)
        {
            return Refused(refused.Errors, StatusCodes.Status400BadRequest);
        }
        catch (ConflictException refused)
        {
            await KeepAsync(id);
            return Refused([new StepError("", refused.Message)], StatusCodes.Status409Conflict);
        }

        TempData.Done(texts["已暂存，只有您能看到；上传的文件不暂存。"]);
        return LocalRedirect($"/inbox/task/{id}?draft=true");
    }

    public async Task<IActionResult> OnPostDiscardDraftAsync(Guid id)
    {
        await RunAsync<SaveDraft>(save => save.Discard(id));
        TempData.Done(texts["已放弃暂存的内容。"]);
        return LocalRedirect($"/inbox/task/{id}");
    }

    public async Task<IActionResult> OnPostClaimAsync(Guid id)
    {
        await RunAsync<ClaimTask>(claim => claim.Claim(id));
        TempData.Done(texts["已认领，现在由您办理。"]);
        return LocalRedirect($"/inbox/task/{id}");
    }

    public async Task<IActionResult> OnPostReleaseAsync(Guid id)
    {
        await RunAsync<ClaimTask>(claim => claim.Release(id));
        TempData.Done(texts["已放回岗位，同岗位的同事可以认领。"]);
        return LocalRedirect($"/inbox/task/{id}");
    }

    public string NoteOf(TaskFile file) => uploads.Note(file, Task.Row.Id);

    private static string NewOperation() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private async Task<RedirectResult> DecideAsync(Guid id)
    {
        await steps.RunAsync(
            user.Actor, $"task-{Operation}",
            async (services, token) =>
            {
                var files = services.GetRequiredService<AttachTaskFiles>().Attach(Task.Row.CaseId, Files);
                return await services.GetRequiredService<CompleteTask>().RunAsync(Entry.ToInput(id, files), token);
            },
            HttpContext.RequestAborted);
        return Redirect($"/inbox/task/{id}?done=true");
    }

    /// <summary>After a refusal because the task has changed: the words stay in the form and as a draft, or at least in sight.</summary>
    private async Task KeepAsync(Guid id)
    {
        Load(id);
        if (Shown.Standing == TaskStanding.MayDecide)
        {
            if (!Entry.IsEmpty)
            {
                await RunAsync<SaveDraft>(save => save.Run(id, Entry));
            }

            Entry = Entry.WithRevision(Task.Row.Revision);
        }
        else
        {
            Unsent = Entry.Opinion;
        }
    }

    private Task RunAsync<TUseCase>(Action<TUseCase> act) where TUseCase : notnull => steps.RunAsync<TUseCase>(
        user.Actor, null,
        (useCase, _) =>
        {
            act(useCase);
            return System.Threading.Tasks.Task.CompletedTask;
        },
        HttpContext.RequestAborted);

    private PageResult Refused(IReadOnlyList<StepError> errors, int status)
    {
        Response.StatusCode = status;
        Wrong = errors.GroupBy(e => e.Field).ToDictionary(g => g.Key, g => g.First().Message);
        Errors = new ErrorSummary([.. errors.Select(e => new Layout.Forms.FieldError(IdOf(e.Field), e.Message))]);
        return Page();
    }

    private string? IdOf(string field) => field switch
    {
        "" => null,
        "action" => "decide",
        _ when field.StartsWith("field-", StringComparison.Ordinal) && Task.Spec.Fields.Any(f => $"field-{f.Code}" == field) => FormField.IdOf(field["field-".Length..]),
        _ when field.StartsWith("field-", StringComparison.Ordinal) || field.StartsWith("material-", StringComparison.Ordinal) => null,
        _ => field,
    };

    private bool Load(Guid id)
    {
        if (reader.Read(id) is not { } shown)
        {
            return false;
        }

        Shown = shown;
        Next = shown.Standing == TaskStanding.MayDecide ? null : inbox.Read(InboxRequest.Of(user) with { Size = 1 }).Items is [var first, ..] ? first : null;
        return true;
    }
}
