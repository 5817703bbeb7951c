using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Workflows.Edits;

public static class EditsFeature
{
    public static IServiceCollection AddEdits(this IServiceCollection services)
    {
        services.AddScoped<VariableEdits>();
        services.AddSingleton(new TimerHandler(VariableEdits.Timer, (_, _, _) => Task.CompletedTask));
        return services.AddNavigation(
            new NavigationEntry(Areas.SystemAdministrator, 35, "变量修改", EditsModel.Path, "edit", Policies.AnyAdministrator),
            new NavigationEntry(Areas.SecurityAdministrator, 35, "变量修改", EditsModel.Path, "edit", Policies.AnyAdministrator));
    }
}
