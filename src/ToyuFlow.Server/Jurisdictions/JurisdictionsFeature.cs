using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Jurisdictions;

public static class JurisdictionsFeature
{
    /// <summary>Packs and calendars are read once, at the start; a bad one stops the start with file, line and reason.</summary>
    public static IServiceCollection AddJurisdictions(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = new PackFolder(configuration["Workflows:Directory"] ?? Path.Combine(AppContext.BaseDirectory, "workflows"));
        services.AddSingleton(folder);
        services.AddSingleton(_ => PackCatalog.Load(folder.Path));
        services.AddSingleton(_ => WorkingCalendar.Load(Path.Combine(folder.Path, "calendars")));
        services.AddSingleton(provider => new RoleNames((tenant, role) =>
            provider.GetRequiredService<PackCatalog>().Find(tenant)?.Roles.GetValueOrDefault(role) ?? role));
        services.AddNavigation(new NavigationEntry(Areas.SystemAdministrator, 40, "政策包", PackModel.Path, "book"));
        return services;
    }
}

/// <summary>The folder of the packs, calendars and process skeletons.</summary>
public sealed record PackFolder(string Path);
