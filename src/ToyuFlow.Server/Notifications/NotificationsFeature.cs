namespace ToyuFlow.Server.Notifications;

public static class NotificationsFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddScoped<Notify>();
        services.AddSingleton<OutboxSignal>();
        return services;
    }
}
