using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

public static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<CurrentUser>();
        services.AddScoped<HeadedUnits>();
        services.AddScoped<StaffRegister>();
        services.AddScoped<ManagePerson>();
        services.AddScoped<AdministratorChanges>();
        services.AddSingleton<AdministratorList>();
        services.AddSingleton<PeopleList>();
        services.AddSingleton<UnitList>();
        services.AddNavigation(
            new NavigationEntry(Areas.SystemAdministrator, 50, "人员账号", PeopleModel.Path, "users"),
            new NavigationEntry(Areas.SystemAdministrator, 55, "管理员", AdministratorsModel.Path, "shield"),
            new NavigationEntry(Areas.SecurityAdministrator, 20, "管理员", AdministratorsModel.Path, "shield"),
            new NavigationEntry(Areas.AuditAdministrator, 20, "管理员", AdministratorsModel.Path, "shield"),
            new NavigationEntry(Areas.SystemAdministrator, 60, "单位与岗位", "/accounts/units", "building"),
            new NavigationEntry(Areas.SecurityAdministrator, 10, "岗位授权", RightsModel.Path, "id-badge"),
            new NavigationEntry(Areas.AuditAdministrator, 10, "审计记录", AuditLogModel.Path, "list-search"));
        services.AddScoped<IUserStore<Person>, UserOnlyStore<Person, ToyuDb, Guid>>();
        services.AddIdentityCore<Person>(ConfigureIdentity).AddSignInManager().AddDefaultTokenProviders().AddErrorDescriber<ChineseIdentityErrors>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(ConfigureCookie));
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        services.AddDataProtection().SetApplicationName("ToyuFlow").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataDirectory, "keys")));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(SignedInOnEveryRoute)
            .AddPolicy(Policies.SignedIn, p => p.RequireAuthenticatedUser())
            .AddPolicy(Policies.Officer, p => p.RequireClaim(Claims.Kind, nameof(ActorKind.Officer)))
            .AddPolicy(Policies.Operator, p => p.RequireClaim(Claims.Kind, nameof(ActorKind.Operator)))
            .AddPolicy(Policies.OfficerOrOperator, p => p.RequireClaim(Claims.Kind, nameof(ActorKind.Officer), nameof(ActorKind.Operator)))
            .AddPolicy(Policies.SystemAdministrator, p => p.RequireClaim(Claims.Office, nameof(AdministratorOffice.System)))
            .AddPolicy(Policies.SecurityAdministrator, p => p.RequireClaim(Claims.Office, nameof(AdministratorOffice.Security)))
            .AddPolicy(Policies.AuditAdministrator, p => p.RequireClaim(Claims.Office, nameof(AdministratorOffice.Audit)))
            .AddPolicy(Policies.AnyAdministrator, p => p.RequireClaim(Claims.Kind, nameof(ActorKind.Administrator)))
            .AddPolicy(Policies.Staff, p => p.RequireClaim(Claims.Kind, nameof(ActorKind.Officer), nameof(ActorKind.Administrator)));
        return services;
    }

    /// <summary>A route that forgot its policy asks for a sign-in; an address that nothing serves is just not there.</summary>
    private static AuthorizationPolicy SignedInOnEveryRoute { get; } = new AuthorizationPolicyBuilder()
        .RequireAssertion(context => context.User.Identity?.IsAuthenticated == true || context.Resource is HttpContext http && http.GetEndpoint() is null)
        .Build();

    /// <summary>The password profile of 等保 2.0 (GB/T 22239-2019): length and composition, lockout after five tries.</summary>
    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.Password.RequiredLength = 8;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 4;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.Lockout.AllowedForNewUsers = true;
        options.User.RequireUniqueEmail = false;
        options.ClaimsIdentity.SecurityStampClaimType = Claims.Stamp;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "toyuflow";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(30);
        options.SlidingExpiration = true;
        options.LoginPath = "/accounts/signin";
        options.AccessDeniedPath = "/accounts/denied";
        options.ReturnUrlParameter = "back";
        options.Events.OnValidatePrincipal = ReadRightsAsync;
        // A page left open asks for its numbers by itself; that is nobody working.
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew &= context.Request.Path != FrameLinks.News && context.Request.Path != FrameLinks.Stream;
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = context => AnswerApi(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerApi(context, StatusCodes.Status403Forbidden);
    }

    private static Task AnswerApi(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/elsa", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    private static async Task ReadRightsAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var user = services.GetRequiredService<CurrentUser>();
        var known = Guid.TryParse(context.Principal?.FindFirst(Claims.PersonId)?.Value, out var id)
            && services.GetRequiredService<DatabaseReader>().Read(sql => RightsReader.Fill(sql, id, context.Principal!.FindFirst(Claims.Stamp)?.Value ?? "", user));
        if (!known)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        services.GetRequiredService<CurrentTenant>().Id = user.TenantId;
        context.ReplacePrincipal(Claims.For(user, context.Principal!.FindFirst(Claims.Stamp)!.Value));
    }
}
