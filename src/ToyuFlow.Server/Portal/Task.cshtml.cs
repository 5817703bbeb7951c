using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using FieldError = ToyuFlow.Server.Storage.FieldError;
using ShownError = ToyuFlow.Server.Layout.Forms.FieldError;

namespace ToyuFlow.Server.Portal;

/// <summary>What a step asks of the applicant: mend what an inspection found, put an account right. Fields, files and buttons come from the step.</summary>
[Authorize(Policy = Policies.Operator)]
[RequestSizeLimit(PaperIntake.LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = PaperIntake.LargestRequest)]
public sealed class TaskModel(TaskPageReader reader, TaskUploads uploads, Steps steps, CurrentUser user, OperatorDesk desk, WorkingCalendar calendar, TimeProvider time, Texts texts) : PageModel
{
    public TaskPage Shown { get; private set; } = null!;

    public TaskEntry Entry { get; private set; } = new();

    public IReadOnlyList<TaskFile> Files { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = new([]);

    public string Op { get; private set; } = Guid.NewGuid().ToString("N");

    public IReadOnlyDictionary<string, string> Wrong { get; private set; } = new Dictionary<string, string>();

    public TaskSpec Spec => Shown.Task.Spec;

    public DueWords Due => DueWords.Of(calendar, time.GetUtcNow(), Shown.Task.DueAt, Shown.Task.PromisedDueAt);

    public bool AsksForWords => Spec.Actions.Any(a => a.OpinionRequired);

    /// <summary>Weighty ones that need nothing typed are asked about in a panel of their own.</summary>
    public IEnumerable<TaskAction> Dangerous => Spec.Actions.Where(a => a is { Tone: "danger", OpinionRequired: false } && (!a.NeedsFields || Spec.Fields.Count == 0));

    public IEnumerable<TaskAction> Plain => Spec.Actions.Except(Dangerous);

    public IActionResult OnGet(Guid taskId)
    {
        Load(taskId);
        if (Shown.Standing != TaskStanding.MayDecide)
        {
            TempData.Warn(Shown.Standing == TaskStanding.Held ? Shown.Task.Row.HeldBecause! : texts["这件事已经办过了。"]);
            return LocalRedirect($"/cases/details/{Shown.Task.Row.CaseId}");
        }

        return Spec.Actions.Any(a => a.Effect == "resubmit") ? LocalRedirect($"/portal/correct/{Shown.Task.Row.CaseId}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid taskId, string? op, CancellationToken cancellationToken)
    {
        Load(taskId);
        Op = op ?? Op;
        var form = await Request.ReadFormAsync(cancellationToken);
        var errors = new List<FieldError>();
        Entry = TaskEntry.Read(form, Spec, []);
        Files = await uploads.TakeAsync(form, Spec, taskId, errors, cancellationToken);
        if (errors.Count > 0)
        {
            return Refused(errors);
        }

        try
        {
            await steps.RunAsync(
                user.Actor, desk.Operation(Op),
                async (services, token) =>
                {
                    var files = services.GetRequiredService<AttachTaskFiles>().Attach(Shown.Task.Row.CaseId, Files);
                    return await services.GetRequiredService<CompleteTask>().RunAsync(Entry.ToInput(taskId, files), token);
                },
                cancellationToken);
        }
        catch (InvalidInputException refused)
        {
            return Refused(refused.Errors);
        }

        TempData.Done(texts["已提交：{0}。", Shown.Task.Row.Title]);
        return LocalRedirect($"/portal/submitted/{Shown.Task.Row.CaseId}");
    }

    public string NoteOf(TaskFile file) => uploads.Note(file, Shown.Task.Row.Id);

    private PageResult Refused(IReadOnlyList<FieldError> errors)
    {
        Wrong = errors.GroupBy(e => e.Field).ToDictionary(g => g.Key, g => g.First().Message);
        Errors = new ErrorSummary([.. errors.Select(e => new ShownError(IdOf(e.Field), e.Message))]);
        return Page();
    }

    private string? IdOf(string field) =>
        field == "opinion" ? field : Spec.Fields.FirstOrDefault(f => $"field-{f.Code}" == field) is { } known ? FormField.IdOf(known.Code) : null;

    private void Load(Guid taskId) =>
        Shown = reader.Read(taskId) is { Task.Row.ForApplicant: true } shown ? shown : throw new MissingException();
}
