using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace ToyuFlow.Server.Accounts;

public static class SignInCookie
{
    /// <summary>Writes the cookie; the rights in it are only for this request, each later one reads them anew.</summary>
    public static Task SignInWithRightsAsync(this HttpContext context, CurrentUser user, string stamp) =>
        context.SignInAsync(IdentityConstants.ApplicationScheme, Claims.For(user, stamp));
}
