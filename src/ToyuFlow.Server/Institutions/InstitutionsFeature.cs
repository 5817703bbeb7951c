using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Institutions;

public static class InstitutionsFeature
{
    public static IServiceCollection AddInstitutions(this IServiceCollection services)
    {
        services.AddScoped<InstitutionRegister>();
        services.AddScoped<LeadBureau>();
        services.AddScoped<IAuthorizationHandler>(provider => provider.GetRequiredService<LeadBureau>());
        services.AddAuthorizationBuilder().AddPolicy(LeadBureau.Policy, policy => policy.RequireAuthenticatedUser().AddRequirements(new LeadBureau.Requirement()));
        services.AddNavigation(new NavigationEntry(Areas.Officer, 62, "机构名录", "/institutions", "building-community"));
        return services;
    }
}
