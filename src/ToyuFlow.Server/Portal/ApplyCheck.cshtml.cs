using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using FieldError = ToyuFlow.Server.Layout.Forms.FieldError;

namespace ToyuFlow.Server.Portal;

/// <summary>Everything at a glance before it is handed in, each part with its way back.</summary>
[Authorize(Policy = Policies.Operator)]
public sealed class ApplyCheckModel(ApplicationReader reader, Steps steps, CurrentUser user, OperatorDesk desk, PackCatalog packs) : ApplyPage(reader)
{
    [BindProperty(Name = "op")]
    public string Op { get; set; } = Guid.NewGuid().ToString("N");

    public ErrorSummary Errors { get; private set; } = new([]);

    public string Deciders => string.Join("、", packs[user.TenantId].Deciders(Application.Matter, Application.Institution.TypeCode));

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(long revision, CancellationToken cancellationToken)
    {
        if (IsCorrecting)
        {
            return LocalRedirect($"/portal/correct/{CaseId}");
        }

        try
        {
            await steps.RunAsync<Applications>(user.Actor, desk.Operation(Op), (a, token) => a.SubmitAsync(CaseId, revision, token), cancellationToken);
        }
        catch (InvalidInputException error)
        {
            // What the form itself knows to be missing stands on the page already, with the way to each place.
            Errors = new ErrorSummary(Application.IsComplete ? [.. error.Errors.Select(e => new FieldError(null, e.Message))] : []);
            return Page();
        }

        return LocalRedirect($"/portal/submitted/{CaseId}");
    }
}
