using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Supervision;

public static class SupervisionFeature
{
    public static IServiceCollection AddSupervision(this IServiceCollection services)
    {
        services.AddScoped<SupervisionBook>();
        services.AddScoped<SupervisionReader>();
        services.AddScoped<OpenSupervision>();
        services.AddScoped<AnswerSupervision>();
        services.AddScoped<ReviewSupervision>();
        services.AddScoped<FollowSupervision>();
        services.AddSingleton(new CasePart(null, "Supervision") { Order = 91 });
        services.AddNavigation(new NavigationEntry(Areas.Officer, 33, "督办", SupervisionModel.Path, "flag", Count: "supervision"));
        services.AddSingleton(new TimerHandler(SupervisionBook.DueTimer, (provider, timer, _) =>
        {
            provider.GetRequiredService<FollowSupervision>().Overdue(timer.SubjectId);
            return Task.CompletedTask;
        }));
        services.AddSingleton(new TimerHandler(SupervisionBook.LastDayTimer, (provider, timer, _) =>
        {
            provider.GetRequiredService<FollowSupervision>().LastDay(timer.SubjectId);
            return Task.CompletedTask;
        }));
        return services;
    }
}
