using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Accounts;

public static class AccountsEndpoints
{
    /// <summary>Whoever signed in with a password that somebody else set can only change it.</summary>
    public static WebApplication UseAccounts(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            var user = context.RequestServices.GetRequiredService<CurrentUser>();
            var allowed = context.Request.Path.StartsWithSegments(FrameLinks.Password, StringComparison.OrdinalIgnoreCase)
                || context.Request.Path.StartsWithSegments(FrameLinks.SignOut, StringComparison.OrdinalIgnoreCase)
                || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            if (user is { IsSignedIn: true, MustChangePassword: true } && !allowed)
            {
                context.Response.Redirect(FrameLinks.Password);
                return;
            }

            await next(context);
        });
        return app;
    }
}
