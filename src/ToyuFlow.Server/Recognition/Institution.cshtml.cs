using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using FieldError = ToyuFlow.Server.Layout.Forms.FieldError;
using FormField = ToyuFlow.Server.Layout.Forms.FormField;

namespace ToyuFlow.Server.Recognition;

/// <summary>One institution's recognitions, and the form for the next decision.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class InstitutionModel(ToyuDb db, CurrentUser user, PackCatalog packs, Steps steps, Texts texts) : PageModel
{
    public Institution Institution { get; private set; } = new();

    public IReadOnlyList<RecognitionRecord> Records { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = new([]);

    /// <summary>none, inclusive or demonstration.</summary>
    [BindProperty(Name = "standing")]
    public string? Standing { get; set; }

    [BindProperty(Name = "documentNumber")]
    public string? DocumentNumber { get; set; }

    [BindProperty(Name = "documentDate")]
    public DateOnly? DocumentDate { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        Standing = Institution.IsDemonstration ? "demonstration" : Institution.IsInclusive ? "inclusive" : "none";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        var decision = new RecognitionDecision(id, Standing is "inclusive" or "demonstration", Standing is "demonstration", DocumentNumber ?? "", DocumentDate);
        try
        {
            await steps.RunAsync<RecognizeInstitution>(user.Actor, null, (recognize, token) => recognize.RunAsync(decision, token), cancellationToken);
        }
        catch (InvalidInputException error)
        {
            Errors = new ErrorSummary([.. error.Errors.Select(e => new FieldError(FormField.IdOf(e.Field), e.Message))]);
            return Page();
        }

        TempData.Done(texts["已记录“{0}”的认定结果，并通知了举办者。", Institution.Name]);
        return Redirect("/recognition");
    }

    public string? ErrorOf(string field) => Errors.Errors.FirstOrDefault(e => e.FieldId == FormField.IdOf(field))?.Message;

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!user.IsOfRole(packs[user.TenantId].LeadRole) || await db.Set<Institution>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } found)
        {
            return false;
        }

        Institution = found;
        Records = await db.Set<RecognitionRecord>().AsNoTracking().Where(r => r.InstitutionId == id).OrderByDescending(r => r.DecidedAt).ToListAsync(cancellationToken);
        return true;
    }
}
