using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Localization;

namespace ToyuFlow.Server.Layout;

/// <summary>Remembers the language that a person chose for a year; the default is Chinese, whatever the browser asks for.</summary>
internal static class LanguageEndpoint
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(FrameLinks.Language, ChooseAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ChooseAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!form.ContainsKey("language"))
        {
            return Results.BadRequest();
        }

        var chosen = form["language"] == English ? English : Chinese;
        var back = form["back"].ToString();
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(Chinese, chosen)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax });
        return IsLocal(back) ? Results.LocalRedirect(back) : Results.LocalRedirect("/");
    }

    private static bool IsLocal(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal);
}
