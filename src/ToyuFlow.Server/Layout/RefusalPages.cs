using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Layout;

/// <summary>Turns a refusal that a page did not handle itself into its status: 404 and 403 as their pages, a conflict as a sentence on the page one comes back to.</summary>
public sealed class RefusalPages : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        executed.Result = executed.Exception switch
        {
            MissingException => new NotFoundResult(),
            ForbiddenException => new StatusCodeResult(StatusCodes.Status403Forbidden),
            ConflictException error when executed.HandlerInstance is PageModel page => Back(page, error),
            _ => executed.Result,
        };
        executed.ExceptionHandled = executed.Exception is MissingException or ForbiddenException or ConflictException;
    }

    private static IActionResult Back(PageModel page, ConflictException error)
    {
        if (HttpMethods.IsGet(page.Request.Method))
        {
            return new StatusCodeResult(StatusCodes.Status409Conflict);
        }

        page.TempData.Warn(error.Message);
        return new LocalRedirectResult(page.Request.Path + page.Request.QueryString);
    }
}
