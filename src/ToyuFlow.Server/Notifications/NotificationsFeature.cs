using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Notifications;

public static class NotificationsFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddScoped<Notify>();
        services.AddScoped<ReadNotices>();
        services.AddSingleton<NoticeList>();
        services.AddSingleton<OutboxSignal>();
        foreach (var area in new[] { Areas.Officer, Areas.Operator })
        {
            services.AddNavigation(new NavigationEntry(area, 95, "消息", "/notifications", "bell", Count: "unread"));
        }

        return services;
    }
}
