using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Tolerance;

public static class ToleranceFeature
{
    public static IServiceCollection AddTolerance(this IServiceCollection services)
    {
        services.AddNotices(ToleranceNotices.All);
        services.AddScoped<ToleranceBook>();
        services.AddScoped<ToleranceReader>();
        services.AddScoped<GapGuard>();
        services.AddScoped<AcceptWithGaps>();
        services.AddScoped<HandInPapers>();
        services.AddScoped<CheckGap>();
        services.AddScoped<LapsePromise>();
        services.AddSingleton(new CasePart(null, "Tolerance") { Order = -10 });
        services.AddSingleton(new TimerHandler(ToleranceBook.ReminderTimer, (provider, timer, _) =>
        {
            provider.GetRequiredService<LapsePromise>().Remind(timer.SubjectId);
            return Task.CompletedTask;
        }));
        services.AddSingleton(new TimerHandler(ToleranceBook.DueTimer, (provider, timer, _) =>
        {
            provider.GetRequiredService<LapsePromise>().Run(timer.SubjectId);
            return Task.CompletedTask;
        }));
        return services;
    }
}
