using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using Asked = ToyuFlow.Server.Jurisdictions.FormField;
using FieldError = ToyuFlow.Server.Layout.Forms.FieldError;
using FormField = ToyuFlow.Server.Layout.Forms.FormField;

namespace ToyuFlow.Server.Portal;

/// <summary>One section of the form. Both buttons save, also what is wrong or unfinished; only going on asks for it to be right.</summary>
[Authorize(Policy = Policies.Operator)]
public sealed class ApplyModel(ApplicationReader reader, Steps steps, CurrentUser user, TimeProvider time, Texts texts) : ApplyPage(reader)
{
    [BindProperty(Name = "section", SupportsGet = true)]
    public int Number { get; set; } = 1;

    [BindProperty(Name = "revision")]
    public long Revision { get; set; }

    public Section Section { get; private set; } = null!;

    public IReadOnlyList<(Asked Asked, FormField Drawn)> Fields { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = new([]);

    /// <param name="all">Come from the check: also what is not filled in yet is shown as missing.</param>
    public IActionResult OnGet(bool all = false)
    {
        Section = Application.Sections.FirstOrDefault(s => s.Number == Number) ?? throw new MissingException();
        Revision = Application.Case.Revision;
        Draw(Application.Form, f => all || Application.Form.ContainsKey(f.Code) ? Application.ProblemOf(f) : null);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? go, CancellationToken cancellationToken)
    {
        Section = Application.Sections.FirstOrDefault(s => s.Number == Number) ?? throw new MissingException();
        var entered = Section.Fields.Where(f => !Application.IsFixed(f)).ToDictionary(f => f.Code, f => f.Tidy(f.Entered(Request.Form)));
        try
        {
            await steps.RunAsync<Applications>(user.Actor, null, (a, token) => a.SaveDraftAsync(CaseId, Revision, entered, token), cancellationToken);
        }
        catch (InvalidInputException error)
        {
            Draw(entered, f => error.Errors.FirstOrDefault(e => e.Field == $"field-{f.Code}")?.Message);
            return Page();
        }
        catch (ConflictException) when (Application.IsEditable && !IsKept(entered))
        {
            // Two windows: what was typed here stays on the screen, and saving once more decides for it.
            Revision = Application.Case.Revision;
            ModelState.Clear();
            Draw(entered, _ => null);
            Errors = new ErrorSummary([new FieldError(null, texts["您在另一个窗口改过这份申请。下面是您刚才在这里填写的内容，核对后再点一次，就以这里的为准。"])]);
            return Page();
        }
        catch (ConflictException) when (Application.IsEditable)
        {
            // The same was sent twice; it is saved.
        }

        await ReadAgainAsync(cancellationToken);
        if (go == "save")
        {
            TempData.Done(texts["草稿已保存（{0:HH:mm}），可以随时回来继续。", BeijingTime.Of(time.GetUtcNow())]);
            return LocalRedirect(Application.SectionHref(Number));
        }

        if (Section.Fields.Any(f => Application.ProblemOf(f) is not null))
        {
            Revision = Application.Case.Revision;
            ModelState.Clear();
            Draw(Application.Form, Application.ProblemOf);
            return Page();
        }

        return LocalRedirect(Number < Application.Sections.Count ? Application.SectionHref(Number + 1) : Application.MaterialsHref);
    }

    private void Draw(IReadOnlyDictionary<string, string> values, Func<Asked, string?> problem)
    {
        Fields = [.. Section.Fields.Select(f => (f, f.Draw(values.GetValueOrDefault(f.Code) ?? Application.Form.GetValueOrDefault(f.Code), problem(f)) with { IsReadOnly = Application.IsFixed(f) }))];
        Errors = new ErrorSummary([.. Fields.Where(f => f.Drawn.Error is not null).Select(f => new FieldError(f.Drawn.Id, f.Drawn.Error!))]);
    }

    private bool IsKept(Dictionary<string, string> entered) =>
        entered.All(e => Application.Form.GetValueOrDefault(e.Key, "") == e.Value.Trim());
}
