using Microsoft.AspNetCore.Authorization;

namespace ToyuFlow.Server.Accounts;

public static class AccountsEndpoints
{
    /// <summary>Whoever signed in with a password that somebody else set can only change it.</summary>
    public static WebApplication UseAccounts(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            var user = context.RequestServices.GetRequiredService<CurrentUser>();
            var allowed = context.Request.Path.StartsWithSegments("/accounts", StringComparison.OrdinalIgnoreCase)
                || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            if (user is { IsSignedIn: true, MustChangePassword: true } && !allowed)
            {
                context.Response.Redirect("/accounts/password");
                return;
            }

            await next(context);
        });
        return app;
    }
}
