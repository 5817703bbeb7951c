using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Layout;

/// <summary>Remembers the language that a person chose for a year; the default is Chinese, whatever the browser asks for.</summary>
internal static class LanguageEndpoint
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(FrameLinks.Language, Choose).AllowAnonymous().ExcludeFromDescription();

    private static IResult Choose(HttpContext context, [FromForm] string language, [FromForm] string? back)
    {
        var chosen = language == English ? English : Chinese;
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(Chinese, chosen)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax });
        return back is not null && IsLocal(back) ? Results.LocalRedirect(back) : Results.LocalRedirect("/");
    }

    private static bool IsLocal(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal);
}
