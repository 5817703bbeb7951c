using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Inbox.Waking;

public static class WakingFeature
{
    public static IServiceCollection AddWaking(this IServiceCollection services)
    {
        services.AddNotices(WakingNotices.All);
        services.AddScoped<WakeCase>();
        services.AddScoped<WakingReader>();
        services.AddSingleton(new CasePart(null, "Waking") { Order = 86 });
        return services;
    }
}
