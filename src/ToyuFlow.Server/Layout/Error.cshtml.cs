using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ToyuFlow.Server.Layout;

/// <summary>Shown in place of any page that could not be; also after a refused post, hence without a token of its own.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    public ErrorTexts Texts { get; private set; } = ErrorTexts.For(StatusCodes.Status500InternalServerError);

    /// <summary>The fault is the service's own, not the request's.</summary>
    public bool IsOurs => Response.StatusCode >= StatusCodes.Status500InternalServerError;

    public string Number { get; private set; } = "";

    public void OnGet(int? status) => Show(status);

    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        // Somebody who types the address sees the page, but the answer keeps its true code.
        if (status is >= 400 and < 600)
        {
            Response.StatusCode = status.Value;
        }
        Texts = ErrorTexts.For(Response.StatusCode < 400 ? StatusCodes.Status404NotFound : Response.StatusCode);
        Number = ErrorNumber.Of(HttpContext);
    }
}
