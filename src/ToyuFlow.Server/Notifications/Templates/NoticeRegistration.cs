namespace ToyuFlow.Server.Notifications.Templates;

public static class NoticeRegistration
{
    /// <summary>What a folder tells people of, so that administrators can put it into words of their own.</summary>
    public static void AddNotices(this IServiceCollection services, params IReadOnlyList<NoticeEvent> notices)
    {
        foreach (var notice in notices)
        {
            services.AddSingleton(notice);
        }
    }
}
