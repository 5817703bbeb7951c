using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>What the pages of an application share: the application is read first; once it is handed in, they lead on to its receipt.</summary>
public abstract class ApplyPage(ApplicationReader reader) : PageModel
{
    [BindProperty(Name = "caseId", SupportsGet = true)]
    public Guid CaseId { get; set; }

    public Application Application { get; private set; } = null!;

    public bool IsCorrecting => Application.Case.Status == CaseStatus.Correcting;

    /// <summary>Not to be called by a request, though its name reads like a handler of one.</summary>
    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        try
        {
            Application = await reader.ReadAsync(CaseId, HttpContext.RequestAborted);
        }
        catch (MissingException)
        {
            // A page's own filter runs outside of the one that answers refusals.
            context.Result = NotFound();
            return;
        }

        if (!Application.IsEditable && HttpMethods.IsGet(Request.Method))
        {
            context.Result = new LocalRedirectResult($"/portal/submitted/{CaseId}");
            return;
        }

        await next();
    }

    protected async Task ReadAgainAsync(CancellationToken cancellationToken) => Application = await reader.ReadAsync(CaseId, cancellationToken);
}
