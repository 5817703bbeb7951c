using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Designer.Files;
using ToyuFlow.Server.Designer.Hosting;
using ToyuFlow.Server.Designer.Instances;
using ToyuFlow.Server.Designer.Palette;
using ToyuFlow.Server.Designer.Rehearsals;
using ToyuFlow.Server.Designer.Reviews;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Designer;

public static class DesignerFeature
{
    public const string Api = "/elsa/api";

    public static IServiceCollection AddDesigner(this IServiceCollection services)
    {
        services.AddSignalR();
        services.AddSingleton<StudioFiles>();
        services.AddSingleton<Choices>();
        services.AddSingleton<ActivityDescriptors>();
        services.AddSingleton<DefinitionReader>();
        services.AddSingleton<DefinitionUses>();
        services.AddSingleton<DraftChecks>();
        services.AddSingleton<DesignOverview>();
        services.AddSingleton<Rehearsal>();
        services.AddScoped<RehearsalPlay>();
        services.AddScoped<RehearsalSubject>();
        services.AddScoped<RehearsalPeople>();
        services.AddScoped<RehearsalReader>();
        services.AddSingleton<ComparedPictures>();
        services.AddSingleton<InstanceReader>();
        services.AddSingleton<Executions>();
        services.AddSingleton<InstanceWatch>();
        services.AddScoped<Designers>();
        services.AddScoped<Desk>();
        services.AddScoped<DefinitionDesk>();
        services.AddScoped<PublishDesk>();
        services.AddScoped<InstanceDesk>();
        services.AddScoped<TakeDefinitionFile>();
        services.AddScoped<IAuthorizationHandler, DesignAuthorization>();
        services.AddNavigation(
            new NavigationEntry(Areas.SystemAdministrator, 5, "流程设计", IndexModel.Path, "sitemap"),
            new NavigationEntry(Areas.SecurityAdministrator, 20, "流程设计授权", "/designer/rights", "pencil-check"),
            new NavigationEntry(Areas.SecurityAdministrator, 30, "流程设计", IndexModel.Path, "sitemap"),
            new NavigationEntry(Areas.AuditAdministrator, 20, "流程设计", IndexModel.Path, "sitemap"));
        services.AddAuthorizationBuilder()
            .AddPolicy(DesignPolicies.View, p => p.RequireClaim(Claims.Kind, nameof(Storage.ActorKind.Administrator)))
            .AddPolicy(DesignPolicies.Edit, p => p.RequireAuthenticatedUser().AddRequirements(new DesignRequirement(Publish: false)))
            .AddPolicy(DesignPolicies.Publish, p => p.RequireAuthenticatedUser().AddRequirements(new DesignRequirement(Publish: true)));
        return services;
    }

    public static IEndpointRouteBuilder MapDesigner(this IEndpointRouteBuilder routes)
    {
        StudioFiles.Map(routes);
        routes.MapGet("/designer/token", Token).RequireAuthorization(DesignPolicies.View).ExcludeFromDescription();
        routes.MapGet("/designer/preload", (StudioFiles files) => Results.Json(files.FirstLoad)).RequireAuthorization(DesignPolicies.View).ExcludeFromDescription();
        var api = routes.MapGroup(Api).AddEndpointFilter<StudioResults>().ExcludeFromDescription();
        DescriptorEndpoints.Map(api);
        DefinitionEndpoints.Map(api);
        EditEndpoints.Map(api);
        InstanceEndpoints.Map(api);
        RunEndpoints.Map(api);
        routes.MapHub<InstanceHub>(InstanceHub.Path).RequireAuthorization(DesignPolicies.View);
        return routes;
    }

    /// <summary>The form token of whoever is signed in now; asked for again after a sign-in in place.</summary>
    private static IResult Token(HttpContext http, IAntiforgery antiforgery, CurrentUser user)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { token = antiforgery.GetAndStoreTokens(http).RequestToken, person = user.PersonId });
    }
}
