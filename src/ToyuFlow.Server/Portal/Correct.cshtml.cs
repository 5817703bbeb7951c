using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using FieldError = ToyuFlow.Server.Storage.FieldError;
using FormField = ToyuFlow.Server.Layout.Forms.FormField;
using ShownError = ToyuFlow.Server.Layout.Forms.FieldError;

namespace ToyuFlow.Server.Portal;

/// <summary>补正: what the notice asks for, each point beside what is to be changed; then the application is sent again.</summary>
[Authorize(Policy = Policies.Operator)]
[RequestSizeLimit(PaperIntake.LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = PaperIntake.LargestRequest)]
public sealed class CorrectModel(ApplicationReader reader, ToyuDb db, PaperIntake intake, Steps steps, CurrentUser user, OperatorDesk desk, WorkingCalendar calendar, TimeProvider time, Texts texts)
    : ApplyPage(reader)
{
    private const string Resubmit = "resubmit";

    public CorrectionNotice Notice { get; private set; } = null!;

    public WorkTask Work { get; private set; } = null!;

    public TaskSpec Spec { get; private set; } = null!;

    public IReadOnlyList<CorrectionPlace> Places { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = new([]);

    public string Op { get; private set; } = Guid.NewGuid().ToString("N");

    public DueWords Due => DueWords.Of(calendar, time.GetUtcNow(), Work.DueAt, Work.PromisedDueAt);

    public TaskAction Again => Spec.Actions.First(a => a.Effect == Resubmit);

    public TaskAction? GiveUp => Spec.Actions.FirstOrDefault(a => a.Effect != Resubmit && a.Tone == "danger");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return LocalRedirect($"/cases/details/{CaseId}");
        }

        Draw(Application.Form, []);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? op, string? go, Guid? remove, long revision, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return LocalRedirect($"/portal/submitted/{CaseId}");
        }

        if (remove is { } paper)
        {
            await intake.RemoveAsync(CaseId, paper, cancellationToken);
            return LocalRedirect($"/portal/correct/{CaseId}");
        }

        Op = op ?? Op;
        var asked = AskedFields().ToList();
        var entered = asked.ToDictionary(f => f.Code, f => f.Tidy(f.Entered(Request.Form)));
        var errors = new List<FieldError>();
        try
        {
            await steps.RunAsync<Cases.Applications>(user.Actor, null, (a, token) => a.SaveDraftAsync(CaseId, revision, entered, token), cancellationToken);
        }
        catch (InvalidInputException error)
        {
            errors.AddRange(error.Errors);
        }
        catch (ConflictException error)
        {
            errors.Add(new FieldError("", error.Message));
        }

        errors.AddRange(await TakeAsync(cancellationToken));
        await ReadAgainAsync(cancellationToken);
        if (errors.Count == 0 && go == "save")
        {
            TempData.Done(texts["已保存，还没有重新提交。"]);
            return LocalRedirect($"/portal/correct/{CaseId}");
        }

        errors.AddRange(asked.Select(f => (Field: f, Problem: Application.ProblemOf(f))).Where(p => p.Problem is not null && errors.All(e => e.Field != $"field-{p.Field.Code}")).Select(p => new FieldError($"field-{p.Field.Code}", p.Problem!)));
        if (errors.Count > 0 || !Application.IsComplete)
        {
            Draw(entered, errors);
            return Page();
        }

        await CompleteAsync(Again, cancellationToken);
        return LocalRedirect($"/portal/submitted/{CaseId}");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string? op, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken) || GiveUp is not { } action)
        {
            return LocalRedirect($"/cases/details/{CaseId}");
        }

        Op = op ?? Op;
        await CompleteAsync(action, cancellationToken);
        TempData.Done(texts["已撤回。以后需要时可以重新申请。"]);
        return LocalRedirect("/portal/applications");
    }

    private Task<TaskOutcome> CompleteAsync(TaskAction action, CancellationToken cancellationToken) => steps.RunAsync<CompleteTask, TaskOutcome>(
        user.Actor, desk.Operation(Op), (complete, token) => complete.RunAsync(new TaskInput(Work.Id, Work.Revision, action.Code, ""), token), cancellationToken);

    /// <summary>Takes in the new files; where the applicant left the box ticked, those from before the notice go out.</summary>
    private async Task<IReadOnlyList<FieldError>> TakeAsync(CancellationToken cancellationToken)
    {
        var files = Request.Form.Files;
        var errors = await intake.TakeAsync(Application, files, cancellationToken);
        foreach (var material in Application.Matter.Materials)
        {
            var name = PaperIntake.NameOf(material);
            if (files.Any(f => f.Name == name && f.Length > 0) && errors.All(e => e.Field != name) && Request.Form[$"replace.{material.Code}"].Contains("true"))
            {
                foreach (var old in Application.PapersOf(material).Where(IsOld))
                {
                    await intake.RemoveAsync(CaseId, old.Id, cancellationToken);
                }
            }
        }

        return errors;
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var work = await db.Set<WorkTask>().AsNoTracking().Where(t => t.CaseId == CaseId && t.ForApplicant && t.Status == WorkTaskStatus.Open).ToListAsync(cancellationToken);
        var notice = await db.Set<CorrectionNotice>().AsNoTracking().Where(n => n.CaseId == CaseId).OrderByDescending(n => n.ServedAt).FirstOrDefaultAsync(cancellationToken);
        var own = work.Select(t => (Work: t, Spec: TaskSpec.FromJson(t.Spec))).FirstOrDefault(t => t.Spec.Actions.Any(a => a.Effect == Resubmit));
        if (own.Work is null || notice is null || !IsCorrecting)
        {
            return false;
        }

        (Work, Spec, Notice) = (own.Work, own.Spec, notice);
        return true;
    }

    private IEnumerable<Jurisdictions.FormField> AskedFields() =>
        Items().Select(i => Application.Matter.Fields.FirstOrDefault(f => f.Code == i.Code)).OfType<Jurisdictions.FormField>().DistinctBy(f => f.Code);

    private List<CorrectionItem> Items() => JsonSerializer.Deserialize<List<CorrectionItem>>(Notice.Items, JournalJson.Options) ?? [];

    private bool IsOld(CaseMaterial paper) => paper.UploadedAt <= Notice.ServedAt;

    private void Draw(IReadOnlyDictionary<string, string> values, IReadOnlyList<FieldError> errors)
    {
        Places = [.. Items().Select(item => Place(item, values, errors))];
        Errors = new ErrorSummary([.. errors.Select(e => new ShownError(e.Field.Length == 0 ? null : FormField.IdOf(e.Field.StartsWith("field-", StringComparison.Ordinal) ? e.Field["field-".Length..] : e.Field), e.Message))]);
    }

    private CorrectionPlace Place(CorrectionItem item, IReadOnlyDictionary<string, string> values, IReadOnlyList<FieldError> errors)
    {
        var field = Application.Matter.Fields.FirstOrDefault(f => f.Code == item.Code);
        var material = Application.Matter.Materials.FirstOrDefault(m => m.Code == item.Code);
        var drawn = field?.Draw(values.GetValueOrDefault(field.Code) ?? Application.Form.GetValueOrDefault(field.Code), errors.FirstOrDefault(e => e.Field == $"field-{field.Code}")?.Message);
        return new CorrectionPlace(item, field, drawn, material is null ? null : intake.Draw(Application, material, errors), material is not null && Application.PapersOf(material).Any(IsOld));
    }
}
